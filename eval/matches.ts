import type { Category } from './groundTruth.ts'
import type { Settings } from './settings.ts'

/**
 * One category of a set of images, matched: all that accumulating needs, and nothing of boxes.
 *
 * N detections, best score first; ties in the order of the images, then of their file. Most of them match nothing: what matched is
 * kept apart, as H hits. A threshold is a bit, 1 << its position in `Settings.iouThresholds`; A is the number of area
 * ranges.
 */
export type CategoryMatches = {
  readonly category: Category
  /** [N] */
  readonly scores: Float64Array
  /** [N] positions in `Matches.imageIds` */
  readonly images: Int32Array
  /** [N] place among the detections of the same image and category: 0 is the best */
  readonly ranks: Uint16Array
  /** [N] bit a: the detection's own area lies outside range a, so that it does not count where it matches nothing */
  readonly outside: Uint8Array
  /** [H] positions among the N, ascending */
  readonly hits: Int32Array
  /** [H, A] thresholds at which the detection matched an object that counts */
  readonly found: Uint32Array
  /** [H, A] thresholds at which it matched an ignored one: a crowd, or an object outside the range */
  readonly excused: Uint32Array
  /** [M] positions in `Matches.imageIds` of the annotated objects, crowds left out, ascending */
  readonly objectImages: Int32Array
  /** [M] bit a: the object's area lies outside range a, so that it does not count there */
  readonly objectOutside: Uint8Array
  readonly crowds: number
}

/**
 * Images matched against their ground truth: the step between boxes and numbers. Plain values and typed arrays, so that
 * it can be stored, sent to another machine (`structuredClone` keeps it) and merged there: see mergeMatches.ts.
 */
export type Matches = {
  readonly settings: Settings
  /** [I] the images that count, in the order of `places` */
  readonly imageIds: Float64Array
  /** [I] ascending; orders detections of the same score: the image's id, with OMZ its place in the ground truth */
  readonly places: Float64Array
  /** in order of their ids */
  readonly categories: readonly CategoryMatches[]
  /** what was given and left out: of a category that the ground truth does not have, or below the floor */
  readonly leftOut: { readonly unknownCategory: number; readonly belowFloor: number }
}
