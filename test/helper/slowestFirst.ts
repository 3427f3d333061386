import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const test = resolve(import.meta.dirname, '..')

/** Files of more than ten seconds on a busy machine of two cores, the slowest first. */
const slow = [
  'cli/evaluationDurability',
  'store/postgres/openPostgres',
  'cli/demo',
  'cli/serve',
  'server/serve',
  'detector/retinaNet',
  'web/evaluations',
  'web/detect',
  'web/datasets',
  'web/evaluationPage',
  'web/compare',
  'graphql/evaluateFemto',
  'cli/convertBroken',
  'server/storageFailures',
  'server/overload',
  'graphql/evaluate',
  'cli/durability',
  'detector/demoScenes',
  'cli/evaluate',
  'worker/startWorker',
  'web/historyGallery',
  'web/historyImage',
  'cli/convertModel',
  'runs/createDetectImages',
  'store/postgres/users',
  'cli/worker',
  'cli/detect',
  'detector/createDetector',
  'queue/openQueue',
  'convert/writeRetinaNet',
  'graphql/evaluateYolact',
  'web/shell',
].map(name => join(test, `${name}.test.ts`))

/**
 * Begins the slow files before all others, so that none of them is left running alone at the end, and those that have a
 * process of their own last, when all modules are transformed. Vitest knows what a file took only where the tests ran
 * before, and goes by the file's size elsewhere.
 */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const gone = slow.filter(path => !existsSync(path))
    if (gone.length > 0)
      throw new Error(`Expected the files that test/helper/slowestFirst.ts names; there is no ${gone}.`)
    const sorted = await super.sort(files)
    const place = ({ moduleId }: TestSpecification) => (slow.includes(moduleId) ? slow.indexOf(moduleId) : slow.length)
    const own = ({ project }: TestSpecification) => Number(project.config.isolate)
    return sorted.toSorted((one, other) => own(one) - own(other) || place(one) - place(other))
  }
}
