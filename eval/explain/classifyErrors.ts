import type { OverlapMatches } from './matchOverlaps.ts'
import type { Overlaps } from './overlaps.ts'

/** In the order of the paper; `missed` is of objects, the others are of detections. */
export const errorTypes = ['classification', 'localisation', 'both', 'duplicate', 'background', 'missed'] as const

export type ErrorType = (typeof errorTypes)[number]

const codes = Object.fromEntries(errorTypes.map((type, code) => [type, code])) as Record<ErrorType, number>

export type ClassifiedErrors = {
  /** [detections] position in `errorTypes`, -1 for none */
  readonly types: Int8Array
  /** [detections] the object that the detection would take once mended, -1 for none */
  readonly mends: Int32Array
}

/**
 * Tells the errors of a detector apart. A detection that takes no object is the first of these that holds, by its IoU
 * with objects, crowds left out:
 * - localisation: the highest with an object of its category is from `background` up, below `foreground`
 * - classification: one with an object of another category reaches `foreground`
 * - duplicate: one with an object of its category reaches `foreground`, but a better detection took that
 * - background: none is above `background`
 * - both, of the wrong category and badly placed: all others
 *
 * A localisation or classification error is about the object of that highest IoU, of equals the first. If none took the
 * object, the best detection that is about it is the one to mend. An object that none took and none is about is missed.
 * A detection that a crowd excuses costs nothing: it is an error only if it is the one to mend.
 * Source: Bolya et al., TIDE: A General Toolbox for Identifying Object Detection Errors, 2020, section 2.2; the order of
 * the questions and the choice of the one to mend: tidecv quantify.py, TIDERun, and errors/error.py, BestGTMatch.
 */
export function classifyErrors(
  { detections, objects, pairs }: Overlaps,
  { taken, takenBy, excused }: OverlapMatches,
  { foreground, background }: { foreground: number; background: number },
): ClassifiedErrors {
  const types = new Int8Array(taken.length).fill(-1)
  const mends = new Int32Array(taken.length).fill(-1)
  /** [objects] 1: a better detection is the one to mend */
  const promised = new Uint8Array(takenBy.length)

  let pair = 0
  for (let detection = 0; detection < taken.length; detection++) {
    let same = { iou: 0, object: -1 }
    let other = { iou: 0, object: -1 }
    for (; pairs.detections[pair] === detection; pair++) {
      const object = pairs.objects[pair]!
      const iou = pairs.ious[pair]!
      if (objects.crowds[object] === 1) continue
      const isSame = objects.categories[object] === detections.categories[detection]
      if (isSame && iou > same.iou) same = { iou, object }
      if (!isSame && iou > other.iou) other = { iou, object }
    }
    if (taken[detection]! >= 0) continue

    let type = other.iou > background ? codes.both : codes.background
    let about = -1
    if (same.iou >= background && same.iou < foreground) {
      type = codes.localisation
      about = same.object
    } else if (other.iou >= foreground) {
      type = codes.classification
      about = other.object
    } else if (same.iou >= foreground) {
      type = codes.duplicate
    }
    if (about >= 0 && takenBy[about] === -1 && promised[about] === 0) {
      promised[about] = 1
      mends[detection] = about
    }
    if (excused[detection] === 0 || mends[detection]! >= 0) types[detection] = type
  }
  return { types, mends }
}
