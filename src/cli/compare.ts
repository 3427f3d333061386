import { verdictOf } from '../../eval/compare/verdictOf.ts'
import type { Metric } from '../../eval/result.ts'
import { AppError } from '../errors.ts'
import { keyOf } from '../graphql/nodeId.ts'
import type { Compared, Drawing } from './compared.ts'
import { compareFiles, type FileSettings } from './compareFiles.ts'
import { comparisonText } from './comparisonText.ts'
import { createPhaseLine } from './createPhaseLine.ts'
import { warningText } from './printResult.ts'
import { verdictText } from './verdictText.ts'

export type CompareOptions = FileSettings & {
  groundTruth?: string
  /** points of 100 */
  maxDrop: number
  metric: Metric
  replicates: number
  seed: number
  confidence: number
  perCategory?: boolean
  json?: boolean
}

const exitCodes = { PASS: 0, FAIL: 1, INCONCLUSIVE: 2 } as const

/** Of files alone. */
const flags: Record<Exclude<keyof FileSettings, 'override'>, string> = {
  profile: '--profile',
  scoreFloor: '--score-floor',
  categorySpace: '--category-space',
  baselineCategorySpace: '--baseline-category-space',
  matchBy: '--match-by',
  imageScope: '--image-scope',
  allowTruncated: '--allow-truncated',
}

/** The flags of files that are set. */
const settingsIn = (options: CompareOptions) =>
  Object.fromEntries(
    Object.entries(options).filter(([name, value]) => name in flags && value !== undefined),
  ) as FileSettings

const isId = (text: string) => keyOf('Evaluation', text) !== undefined

/** @throws AppError BAD_USER_INPUT unless both are ids and nothing is said that files alone need */
function checkIds(ids: readonly string[], settings: FileSettings): void {
  const other = ids.find(id => !isId(id))
  if (other !== undefined)
    throw new AppError(
      'BAD_USER_INPUT',
      `Expected the ids of two evaluations (evl_ and 32 digits), or two results files and --ground-truth FILE, but received '${other}' without --ground-truth.`,
    )
  const [set] = Object.keys(settings)
  if (set !== undefined)
    throw new AppError(
      'BAD_USER_INPUT',
      `Expected ${flags[set as keyof typeof flags]} together with --ground-truth: evaluations have their settings.`,
    )
}

async function compared(
  paths: { baseline: string; candidate: string },
  options: CompareOptions,
  drawing: Drawing,
): Promise<Compared> {
  const { groundTruth, override = [] } = options
  const settings = settingsIn(options)
  if (groundTruth !== undefined) return compareFiles(groundTruth, paths, { ...settings, override }, drawing)
  checkIds(Object.values(paths), settings)
  const { compareStored } = await import('./compareStored.ts')
  const { readConfig } = await import('../config.ts')
  return compareStored(readConfig(process.env), paths, override, drawing)
}

function print(result: Compared, { json = false, perCategory = false, metric, maxDrop }: CompareOptions): void {
  const { comparison, notes, warnings, ...rest } = result
  const difference = comparison.metrics[metric]
  const verdict = verdictOf(difference, maxDrop)
  if (json) {
    console.log(JSON.stringify({ verdict, metric, maxDrop, ...rest, ...comparison, notes, warnings }, null, 2))
    return
  }
  for (const { of, ...warning } of warnings)
    console.error(warningText({ ...warning, message: of === 'both' ? warning.message : `${of}: ${warning.message}` }))
  for (const note of notes) console.error(`fovea: note: ${note}`)
  console.log(comparisonText(result, perCategory))
  const { confidence } = comparison
  console.log(`\n${verdictText(difference, { metric, maxDrop, confidence, images: result.images })}`)
}

/**
 * `fovea compare`: a gate for releases. The verdict is the exit code: 0 PASS, 1 FAIL, 2 INCONCLUSIVE.
 * @param baseline id of an evaluation, or with `groundTruth` a results file
 * @throws AppError, InvalidInput for what cannot be compared
 */
export async function compare(baseline: string, candidate: string, options: CompareOptions): Promise<void> {
  const { replicates, seed, confidence, metric, maxDrop } = options
  const line = createPhaseLine()
  const drawing = { replicates, seed, confidence, onPhase: line.show }
  const result = await compared({ baseline, candidate }, options, drawing).finally(line.end)
  print(result, options)
  const verdict = verdictOf(result.comparison.metrics[metric], maxDrop)
  if (verdict === 'INCONCLUSIVE') console.error('fovea: inconclusive; exit code 2')
  process.exitCode = exitCodes[verdict]
}
