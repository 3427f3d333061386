import { basename } from 'node:path'
import { compareMatches } from '../../eval/compare/compareMatches.ts'
import type { Finding } from '../../eval/finding.ts'
import type { GroundTruth } from '../../eval/groundTruth.ts'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { matchDetections } from '../../eval/matchDetections.ts'
import { type CategorySpace, type ImageMatch, resolveDetections } from '../../eval/resolve/resolveDetections.ts'
import { type ImageScope, settingsOf } from '../../eval/settings.ts'
import { validateDetections } from '../../eval/validateDetections.ts'
import type { DetectionsInput } from '../formats/inputs.ts'
import { readDetections } from '../formats/readDetections.ts'
import { readInputs } from '../formats/readInputs.ts'
import { checkSameImages } from '../runs/checkComparable.ts'
import { imageDifference } from '../runs/imageDifference.ts'
import type { Compared, Drawing } from './compared.ts'
import { profiles } from './profiles.ts'

/** How both files are read and evaluated; whatever is left out is as `fovea eval` has it. */
export type FileSettings = {
  profile?: keyof typeof profiles
  scoreFloor?: number
  categorySpace?: CategorySpace
  matchBy?: ImageMatch
  imageScope?: ImageScope
}

/** @throws InvalidInput */
function match(groundTruth: GroundTruth, found: DetectionsInput, path: string, given: FileSettings) {
  const { profile = 'pycocotools', imageScope = 'ALL_IMAGES', ...rest } = given
  const { evaluatedImages } = found
  const settings = settingsOf({ ...rest, imageScope, profile: profiles[profile], evaluatedImages })
  const detections = resolveDetections(groundTruth, found.detections, rest)
  const findings = validateDetections(groundTruth, detections, { ...rest, ...settings })
  const error = findings.find(({ severity }) => severity === 'ERROR')
  if (error) throw new InvalidInput(error.code, `'${path}': ${error.message}`, error.hint)
  return { matches: matchDetections(groundTruth, detections, settings), findings: [...found.notes, ...findings] }
}

/** Findings of the ground truth come with either file: they are told once. */
function gather(baseline: readonly Finding[], candidate: readonly Finding[]): Compared['warnings'] {
  const isIn = (findings: readonly Finding[]) => (finding: Finding) =>
    findings.some(({ code, message }) => code === finding.code && message === finding.message)
  const ofBaseline = baseline.map(finding => ({
    ...finding,
    of: isIn(candidate)(finding) ? ('both' as const) : ('baseline' as const),
  }))
  const isNew = (finding: Finding) => !isIn(baseline)(finding)
  return [...ofBaseline, ...candidate.filter(isNew).map(finding => ({ ...finding, of: 'candidate' as const }))]
}

/**
 * Compares two results files against one ground truth; both are matched once, in memory.
 * @throws InvalidInput for files that cannot be read or contradict each other; AppError RUNS_NOT_COMPARABLE
 */
export async function compareFiles(
  groundTruthPath: string,
  paths: { baseline: string; candidate: string },
  settings: FileSettings,
  { onPhase, ...draws }: Drawing,
): Promise<Compared> {
  onPhase(`reading ${basename(paths.baseline)}`)
  const { truth, found } = await readInputs(groundTruthPath, paths.baseline)
  const { groundTruth } = truth
  onPhase(`reading ${basename(paths.candidate)}`)
  const other = await readDetections(paths.candidate, groundTruth)
  onPhase('matching')
  const baseline = match(groundTruth, found, paths.baseline, settings)
  const candidate = match(groundTruth, other, paths.candidate, settings)
  checkSameImages(imageDifference(baseline.matches.imageIds, candidate.matches.imageIds))
  onPhase(`drawing ${draws.replicates} data sets`)
  return {
    ...paths,
    images: baseline.matches.imageIds.length,
    comparison: compareMatches(baseline.matches, candidate.matches, draws),
    notes: [],
    warnings: gather([...truth.notes, ...baseline.findings], [...truth.notes, ...candidate.findings]),
  }
}
