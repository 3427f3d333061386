import { sayCount } from '../../eval/preflight/sayCount.ts'
import type { EvaluationRow } from '../store/evaluations.ts'

type Noted = Pick<EvaluationRow, 'scoreFloor' | 'maxDetections' | 'failedCount' | 'warnings' | 'settings'>

/** How much was kept of the detections of each; undefined where that is the same. */
function noteKept(baseline: Noted, candidate: Noted): string | undefined {
  const kept = ({ scoreFloor, maxDetections }: Noted) =>
    scoreFloor === null || maxDetections === null
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

/** What was accepted by `allowTruncated`. */
function noteTruncated(role: string, { warnings }: Noted): string | undefined {
  const warning = warnings.find(({ code }) => code === 'SCORE_FLOOR_TOO_HIGH')
  return warning && `Of the ${role}: ${warning.message}`
}

/** What does not forbid a comparison but should be known when it is read. */
export const comparisonNotes = (baseline: Noted, candidate: Noted): string[] =>
  [
    noteKept(baseline, candidate),
    noteFailed('baseline', baseline),
    noteFailed('candidate', candidate),
    noteTruncated('baseline', baseline),
    noteTruncated('candidate', candidate),
  ].filter(note => note !== undefined)
