import type { FindingCode } from '../../eval/finding.ts'
import { sayCount } from '../../eval/preflight/sayCount.ts'
import type { EvaluationRow } from '../store/evaluations.ts'

type Noted = Pick<
  EvaluationRow,
  'id' | 'detectionsHash' | 'scoreFloor' | 'maxDetections' | 'failedCount' | 'warnings' | 'settings'
>

/** Findings that an evaluation was made in spite of. */
const accepted: readonly FindingCode[] = [
  'BOX_FORMAT_SUSPECT',
  'CATEGORY_SPACE_MISMATCH',
  'NO_DETECTIONS',
  'SCORE_FLOOR_TOO_HIGH',
]

/** That there is nothing to compare: most likely one of them is not the one that was meant. */
function noteSame(baseline: Noted, candidate: Noted): string | undefined {
  if (baseline.id === candidate.id) return 'Both are the same evaluation.'
  const [ours, theirs] = [baseline.detectionsHash, candidate.detectionsHash]
  return ours && theirs && Buffer.compare(ours, theirs) === 0 ? 'Both have the same detections.' : undefined
}

/** How much was kept of the detections of each; undefined where that is the same. */
function noteKept(baseline: Noted, candidate: Noted): string | undefined {
  const kept = ({ scoreFloor, maxDetections }: Noted) =>
    scoreFloor === null
      ? 'it is not known from which score up, and how many an image, as they were made elsewhere'
      : `from score ${scoreFloor} up, at most ${maxDetections} an image`
  const [ours, theirs] = [kept(baseline), kept(candidate)]
  if (ours === theirs) return undefined
  return `Not the same was kept of the detections: of the baseline ${ours}; of the candidate ${theirs}. More of them can only raise its numbers.`
}

function noteFailed(role: string, { failedCount, settings }: Noted): string | undefined {
  if (failedCount === 0) return undefined
  const counted = settings.imageScope === 'EVALUATED_ONLY' ? 'left out' : 'counted as without detections'
  return `${sayCount(failedCount, 'image')} of the ${role} could not be detected: ${counted}.`
}

const noteAccepted = (role: string, { warnings }: Noted): string[] =>
  warnings.filter(({ code }) => accepted.includes(code)).map(({ message }) => `Of the ${role}: ${message}`)

/** What does not forbid a comparison but should be known when it is read. */
export const comparisonNotes = (baseline: Noted, candidate: Noted): string[] =>
  [
    noteSame(baseline, candidate),
    noteKept(baseline, candidate),
    noteFailed('baseline', baseline),
    noteFailed('candidate', candidate),
    ...noteAccepted('baseline', baseline),
    ...noteAccepted('candidate', candidate),
  ].filter(note => note !== undefined)
