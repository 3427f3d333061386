import type { Finding } from '../finding.ts'
import type { Inspection } from './inspect.ts'
import { sayCount } from './sayCount.ts'

/** A floor up to this costs next to nothing and is never reported: see `suspiciousScore`. */
const harmlessFloor = 0.05

/**
 * A lowest score from here up is taken for a floor. AP of DEIMv2 femto on COCO128 without a floor is 0.4021; with a
 * floor of 0.05 it is 0.0003 less, 0.1: 0.0013, 0.2: 0.0118, 0.3: 0.0352, 0.5: 0.0950. From 0.2 up more than a
 * hundredth is lost.
 */
const suspiciousScore = 0.2

/** Fewer detections may all have high scores without a floor. */
const enoughDetections = 20

/** A score in percent is most often above 1, and the best of them nearly always far above. */
const percentAbove = 1.5
const percentFarAbove = 10

/**
 * Detections that were kept only from a high score up: recall, and with it AP, is less than the detector's. A floor
 * that the evaluation itself sets is no finding, as the protocol names it. Scores in percent are told here too: they
 * change no ranking, and so no AP, but every floor, so that they are a suspicion only where the evaluation has one.
 */
export function checkScoreFloor({ detections, options, scoreFloor }: Inspection): Finding | null {
  const { manifestFloor, allowTruncated = false } = options
  const { scores } = detections
  const { lowest, highest, arePercent } = rangeOf(scores)
  const floor = manifestFloor ?? Math.floor(lowest * 100) / 100
  const isHigh =
    manifestFloor === undefined
      ? scores.length >= enoughDetections && lowest >= suspiciousScore * (arePercent ? 100 : 1)
      : manifestFloor > harmlessFloor
  const isTruncated = isHigh && floor > (scoreFloor ?? -Infinity)
  if (!isTruncated && !arePercent) return null

  const common = { code: 'SCORE_FLOOR_TOO_HIGH', count: scores.length } as const
  const percent = arePercent ? `Scores go up to ${highest.toFixed(1)}: they look like percent, 0 to 1 is expected` : ''
  const divide = arePercent ? 'Divide scores by 100. ' : ''
  if (!isTruncated && scoreFloor === null)
    return {
      ...common,
      severity: 'WARNING',
      message: `${percent}. The ranking, and so AP, is the same; floors and thresholds of the score are not.`,
      hint: divide.trim(),
    }
  if (!isTruncated)
    return {
      ...common,
      severity: allowTruncated ? 'WARNING' : 'SUSPICION',
      message: `${percent}. The score floor of ${scoreFloor} leaves out only what is below ${scoreFloor} percent.`,
      hint: `${divide}Or set allowTruncated: true (--allow-truncated) to evaluate them as they are.`,
    }

  const shown = manifestFloor ?? floor.toFixed(2)
  const found =
    manifestFloor === undefined
      ? `All ${sayCount(scores.length, 'detection')} have scores >= ${shown}, as if they were kept only from there up`
      : `These detections were kept only from score ${shown} up`
  const also = arePercent ? ` ${percent}.` : ''
  return {
    ...common,
    ...(allowTruncated
      ? { severity: 'WARNING', message: `${found}; AP is understated.${also}` }
      : {
          severity: 'SUSPICION',
          message: `${found}; AP would be understated.${also}`,
          hint:
            `${divide}Detect again with a floor of ${harmlessFloor} or less, or set allowTruncated: true (--allow-truncated): ` +
            'the result will be marked.',
        }),
  }
}

/** Infinity to -Infinity where there are no scores. */
function rangeOf(scores: Float64Array): { lowest: number; highest: number; arePercent: boolean } {
  let lowest = Infinity
  let highest = -Infinity
  let above = 0
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row]!
    if (score < lowest) lowest = score
    if (score > highest) highest = score
    if (score > 1) above++
  }
  const isInPercent = lowest >= 0 && highest <= 100
  const isAbove = highest > percentFarAbove || (highest > percentAbove && above > scores.length / 2)
  return { lowest, highest, arePercent: isInPercent && isAbove }
}
