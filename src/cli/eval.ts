import { writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { evaluateMatches } from '../../eval/evaluateMatches.ts'
import { findOverlaps } from '../../eval/explain/findOverlaps.ts'
import { protocolEffects } from '../../eval/explain/protocolEffects.ts'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { matchDetections } from '../../eval/matchDetections.ts'
import { type CategorySpace, type ImageMatch, resolveDetections } from '../../eval/resolve/resolveDetections.ts'
import { type ImageScope, settingsOf } from '../../eval/settings.ts'
import { validateDetections } from '../../eval/validateDetections.ts'
import { readInputs } from '../formats/readInputs.ts'
import { effectsText } from './effectsText.ts'
import { printResult } from './printResult.ts'
import { profiles } from './profiles.ts'

export type EvalOptions = {
  profile: keyof typeof profiles
  scoreFloor?: number
  categorySpace?: CategorySpace
  matchBy?: ImageMatch
  imageScope: ImageScope
  allowTruncated?: boolean
  perCategory?: boolean
  json?: boolean
  explain?: boolean
  report?: string
}

/**
 * `fovea eval`: reads, checks, matches, prints. Suspicions are warnings here, as pycocotools accepts what causes them.
 * @throws InvalidInput for files that cannot be read or contradict each other
 */
export async function evaluateFiles(groundTruthPath: string, detectionsPath: string, options: EvalOptions) {
  const { json, report, perCategory, explain, profile, ...rest } = options
  if (report !== undefined && [groundTruthPath, detectionsPath].some(path => resolve(path) === resolve(report)))
    throw new InvalidInput('OPTIONS_INVALID', `Expected a file of its own for the report but received '${report}'`)
  const { truth, found } = await readInputs(groundTruthPath, detectionsPath)
  const { groundTruth } = truth
  const { evaluatedImages } = found
  const settings = settingsOf({ ...rest, profile: profiles[profile], evaluatedImages })
  const detections = resolveDetections(groundTruth, found.detections, rest)
  const findings = validateDetections(groundTruth, detections, { ...rest, ...settings })
  const error = findings.find(({ severity }) => severity === 'ERROR')
  if (error) throw new InvalidInput(error.code, error.message, error.hint)

  const matches = matchDetections(groundTruth, detections, settings)
  const result = evaluateMatches(matches, {
    warnings: [...truth.notes, ...found.notes, ...findings],
    hashes: { groundTruth: truth.sha256, detections: found.sha256 },
  })
  const { curves: _, ...plain } = result
  const effects = explain ? protocolEffects(groundTruth, detections, settings) : undefined
  printResult({ ...plain, ...(effects && { protocolEffects: effects }) }, { json, perCategory })
  if (effects && !json) console.log(`\n${effectsText(effects, result.summary.ap)}`)

  if (report === undefined) return
  const { renderReport } = await import('../report/renderReport.ts')
  const { reportData } = await import('../report/reportData.ts')
  const files = { groundTruth: basename(groundTruthPath), detections: basename(detectionsPath) }
  const overlaps = findOverlaps(groundTruth, detections, settings)
  const title = `${files.detections} on ${files.groundTruth}`
  await write(report, renderReport(reportData({ title, files, result, groundTruth, matches, overlaps })))
}

/** A report that cannot be written is told on stderr, as the numbers are good all the same. */
async function write(report: string, html: string): Promise<void> {
  try {
    await writeFile(report, html)
  } catch (error) {
    console.error(`fovea: cannot write the report ${report} (${error instanceof Error ? error.message : error})`)
    process.exitCode = 1
  }
}
