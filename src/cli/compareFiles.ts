import { basename, resolve } from 'node:path'
import { compareMatches } from '../../eval/compare/compareMatches.ts'
import type { Finding } from '../../eval/finding.ts'
import type { GroundTruth } from '../../eval/groundTruth.ts'
import { matchDetections } from '../../eval/matchDetections.ts'
import { type CategorySpace, type ImageMatch, resolveDetections } from '../../eval/resolve/resolveDetections.ts'
import { type ImageScope, settingsOf } from '../../eval/settings.ts'
import { validateDetections } from '../../eval/validateDetections.ts'
import type { DetectionsInput } from '../formats/inputs.ts'
import { readDetections } from '../formats/readDetections.ts'
import { readInputs } from '../formats/readInputs.ts'
import { checkSameImages } from '../runs/checkComparable.ts'
import { checkDraws } from '../runs/checkDraws.ts'
import { imageDifference } from '../runs/imageDifference.ts'
import { acceptFindings, type Overridable } from './acceptFindings.ts'
import type { Compared, Drawing } from './compared.ts'
import { profiles } from './profiles.ts'

/** How both files are read and evaluated; whatever is left out is as `fovea eval` has it. */
export type FileSettings = {
  profile?: keyof typeof profiles
  scoreFloor?: number
  categorySpace?: CategorySpace
  /** of the baseline alone */
  baselineCategorySpace?: CategorySpace
  matchBy?: ImageMatch
  imageScope?: ImageScope
  allowTruncated?: boolean
  override?: readonly Overridable[]
}

type Paths = { baseline: string; candidate: string }
type OneFile = Omit<FileSettings, 'baselineCategorySpace'>

/** @throws InvalidInput */
function match(groundTruth: GroundTruth, found: DetectionsInput, path: string, given: OneFile) {
  const { profile = 'pycocotools', imageScope = 'ALL_IMAGES', override: _, ...rest } = given
  const { evaluatedImages } = found
  const settings = settingsOf({ ...rest, imageScope, profile: profiles[profile], evaluatedImages })
  const detections = resolveDetections(groundTruth, found.detections, rest)
  const findings = validateDetections(groundTruth, detections, { ...rest, ...settings })
  return { path, notes: found.notes, findings, matches: matchDetections(groundTruth, detections, settings) }
}

type Matched = ReturnType<typeof match>

const isTruncated = ({ findings }: Matched) => findings.some(({ code }) => code === 'SCORE_FLOOR_TOO_HIGH')

/**
 * What is told of each; where both were kept only from a high score up, neither has an advantage of it.
 * @throws InvalidInput for what is not accepted
 */
function accept(both: readonly Matched[], override: readonly Overridable[]): Finding[][] {
  const accepted = both.every(isTruncated) ? [...override, 'SCORE_FLOOR_TOO_HIGH' as const] : override
  return both.map(({ path, notes, findings }) => [...notes, ...acceptFindings(findings, path, accepted)])
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

/** That there is nothing to compare: most likely one of them is not the one that was meant. */
function noteSame({ baseline, candidate }: Paths, isSameContent: boolean): string[] {
  if (resolve(baseline) === resolve(candidate)) return [`Both are the same file: ${baseline}.`]
  return isSameContent ? [`Both files have the same content: ${baseline} and ${candidate}.`] : []
}

/**
 * Compares two results files against one ground truth; both are matched once, in memory.
 * @throws InvalidInput for files that cannot be read, contradict each other or are likely not what they are taken for;
 * AppError RUNS_NOT_COMPARABLE
 */
export async function compareFiles(
  groundTruthPath: string,
  paths: Paths,
  { baselineCategorySpace, ...settings }: FileSettings,
  { onPhase, ...draws }: Drawing,
): Promise<Compared> {
  onPhase(`reading ${basename(paths.baseline)}`)
  const { truth, found } = await readInputs(groundTruthPath, paths.baseline)
  const { groundTruth } = truth
  onPhase(`reading ${basename(paths.candidate)}`)
  const other = await readDetections(paths.candidate, groundTruth)
  checkDraws(draws, groundTruth.categories.length)
  onPhase('matching')
  const ofBaseline = baselineCategorySpace === undefined ? {} : { categorySpace: baselineCategorySpace }
  const baseline = match(groundTruth, found, paths.baseline, { ...settings, ...ofBaseline })
  const candidate = match(groundTruth, other, paths.candidate, settings)
  const [ofOld = [], ofNew = []] = accept([baseline, candidate], settings.override ?? [])
  checkSameImages(imageDifference(baseline.matches.imageIds, candidate.matches.imageIds))
  onPhase(`drawing ${draws.replicates} data sets`)
  return {
    ...paths,
    images: baseline.matches.imageIds.length,
    comparison: compareMatches(baseline.matches, candidate.matches, draws),
    notes: noteSame(paths, found.sha256 === other.sha256),
    warnings: gather([...truth.notes, ...ofOld], [...truth.notes, ...ofNew]),
  }
}
