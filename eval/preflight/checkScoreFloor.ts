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

/**
 * Detections that were kept only from a high score up: recall, and with it AP, is less than the detector's. A floor
 * that the evaluation itself sets is no finding, as the protocol names it.
 */
export function checkScoreFloor({ detections, options, scoreFloor }: Inspection): Finding | null {
  const { manifestFloor, allowTruncated = false } = options
  const { scores } = detections
  const lowest = lowestOf(scores)
  const floor = manifestFloor ?? Math.floor(lowest * 100) / 100
  const isHigh =
    manifestFloor === undefined
      ? scores.length >= enoughDetections && lowest >= suspiciousScore
      : manifestFloor > harmlessFloor
  if (!isHigh || floor <= (scoreFloor ?? -Infinity)) return null

  const shown = manifestFloor ?? floor.toFixed(2)
  const found =
    manifestFloor === undefined
      ? `All ${sayCount(scores.length, 'detection')} have scores >= ${shown}, as if they were kept only from there up`
      : `These detections were kept only from score ${shown} up`
  return {
    code: 'SCORE_FLOOR_TOO_HIGH',
    ...(allowTruncated
      ? { severity: 'WARNING', message: `${found}; AP is understated.` }
      : {
          severity: 'SUSPICION',
          message: `${found}; AP would be understated.`,
          hint:
            `Detect again with a floor of ${harmlessFloor} or less, or set allowTruncated: true (--allow-truncated): ` +
            'the result will be marked.',
        }),
    count: scores.length,
  }
}

function lowestOf(scores: Float64Array): number {
  let lowest = Infinity
  for (let row = 0; row < scores.length; row++) if (scores[row]! < lowest) lowest = scores[row]!
  return lowest
}
