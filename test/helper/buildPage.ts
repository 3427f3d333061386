import { execFile } from 'node:child_process'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const root = resolve(import.meta.dirname, '../..')
const vite = join(root, 'node_modules/vite/bin/vite.js')
const dist = join(root, 'web/dist')
const run = promisify(execFile)

const changedAt = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

const inputs = ['schema.graphql', 'package-lock.json', 'scripts/generate.ts', 'scripts/pageTypes.ts']

/** Whether web/dist holds what web/, the schema and the packages give now; a folder is as new as what came or went in it. */
function isCurrent(): boolean {
  const web = join(root, 'web')
  const sources = readdirSync(web, { recursive: true, encoding: 'utf8' }).map(path => join(web, path))
  const changed = [...sources.filter(path => !path.startsWith(dist)), ...inputs.map(path => join(root, path))]
  return changedAt(join(dist, 'index.html')) > Math.max(...changed.map(changedAt))
}

/**
 * Builds the page anew where what `npm ci` built is older than what it is made of; prints nothing. Where that fails, it
 * prints why and leaves no page, so that tests of the page fail and all others run.
 */
export async function buildPage(): Promise<void> {
  if (isCurrent()) return
  const options = { cwd: root }
  try {
    await run(process.execPath, ['scripts/generate.ts'], options)
    await run(process.execPath, [vite, 'build', 'web', '--logLevel', 'warn'], options)
  } catch (error) {
    rmSync(dist, { recursive: true, force: true })
    console.error(error)
  }
}
