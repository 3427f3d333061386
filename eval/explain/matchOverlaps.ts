import { InvalidInput } from '../invalidInput.ts'
import type { Overlaps } from './overlaps.ts'

/** Where overlaps are read: detections from this score up, at this IoU. */
export type OperatingPoint = {
  minScore: number
  /** from the `minIou` of the overlaps to 1 */
  iou: number
}

/** What detections became of, at an operating point. */
export type OverlapMatches = {
  /** [detections] position of the object that the detection takes, -1 for none */
  readonly taken: Int32Array
  /** [objects] position of the detection that takes the object, -1 for none; of crowds always */
  readonly takenBy: Int32Array
  /** [detections] 1: it took none but lies on a crowd of its category, and so is neither right nor wrong */
  readonly excused: Uint8Array
}

/**
 * Matches by the rule of the reference, at one IoU: of an image and category, detections choose in order of descending
 * score, each the free object of the highest IoU, the later of equals; a detection that finds none is excused where its
 * IoU with a crowd reaches the threshold. Area ranges play no part, nor what profile OMZ_ACCURACY_CHECKER has otherwise,
 * but for the IoU with a crowd, which is as the overlaps have it.
 * Source: cocoapi PythonAPI/pycocotools/cocoeval.py, evaluateImg.
 * @throws InvalidInput OPTIONS_INVALID
 */
export function matchOverlaps(overlaps: Overlaps, { minScore, iou }: OperatingPoint): OverlapMatches {
  const threshold = thresholdOf(overlaps, { minScore, iou })
  const { detections, objects, pairs } = overlaps
  const taken = new Int32Array(detections.rows.length).fill(-1)
  const takenBy = new Int32Array(objects.rows.length).fill(-1)
  const excused = new Uint8Array(detections.rows.length)

  let pair = 0
  while (pair < pairs.ious.length) {
    const detection = pairs.detections[pair]!
    let best = -1
    let bestIou = threshold
    let onCrowd = false
    for (; pairs.detections[pair] === detection; pair++) {
      const object = pairs.objects[pair]!
      if (objects.categories[object] !== detections.categories[detection] || pairs.ious[pair]! < threshold) continue
      if (objects.crowds[object] === 1) {
        onCrowd = true
      } else if (takenBy[object] === -1 && pairs.ious[pair]! >= bestIou) {
        best = object
        bestIou = pairs.ious[pair]!
      }
    }
    if (detections.scores[detection]! < minScore) continue
    if (best >= 0) {
      taken[detection] = best
      takenBy[best] = detection
    } else if (onCrowd) {
      excused[detection] = 1
    }
  }
  return { taken, takenBy, excused }
}

/**
 * The least IoU of a match: `iou`, or a little below 1, so that a box matches itself there.
 * @throws InvalidInput OPTIONS_INVALID
 */
export function thresholdOf({ minIou }: Overlaps, { minScore, iou }: OperatingPoint): number {
  if (Number.isNaN(minScore))
    throw new InvalidInput('OPTIONS_INVALID', `Expected a number for minScore but received ${minScore}`)
  if (!(iou >= minIou && iou <= 1))
    throw new InvalidInput(
      'OPTIONS_INVALID',
      `Expected an iou from ${minIou} to 1 but received ${iou}`,
      `Pairs of a lower IoU than ${minIou} were not kept; find overlaps again with a lower minIou.`,
    )
  return Math.min(iou, 1 - 1e-10)
}
