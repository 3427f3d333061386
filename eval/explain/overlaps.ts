import type { Category } from '../groundTruth.ts'

/**
 * Which detections lie on which objects, across categories: what confusion, error breakdown and the errors of an image
 * are told from, at any score and any IoU from `minIou` up. Packed image after image: entry `starts[i]` to
 * `starts[i + 1]` of a column belong to image i.
 */
export type Overlaps = {
  readonly categories: readonly Category[]
  readonly minIou: number
  /** [I] ascending */
  readonly imageIds: Float64Array
  readonly detections: {
    /** [I + 1] */
    readonly starts: Int32Array
    /** best first within an image; ties in the order of the file */
    readonly scores: Float64Array
    /** positions in `categories` */
    readonly categories: Int32Array
    /** positions in the columns that were given */
    readonly rows: Int32Array
  }
  readonly objects: {
    /** [I + 1] */
    readonly starts: Int32Array
    readonly categories: Int32Array
    readonly crowds: Uint8Array
    /** positions in the columns that were given */
    readonly rows: Int32Array
  }
  readonly pairs: {
    /** [I + 1] */
    readonly starts: Int32Array
    /** positions in the columns of `detections`, ascending within an image */
    readonly detections: Int32Array
    /** positions in the columns of `objects`, ascending within a detection */
    readonly objects: Int32Array
    /** a crowd's by the detection's area alone, with profile OMZ_ACCURACY_CHECKER by the union */
    readonly ious: Float64Array
  }
}
