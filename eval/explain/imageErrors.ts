import { InvalidInput } from '../invalidInput.ts'
import { matchOverlaps, type OperatingPoint } from './matchOverlaps.ts'
import type { Overlaps } from './overlaps.ts'

/** Columns, [I] each, in the order of `imageIds`. */
export type ImageErrors = {
  readonly imageIds: Float64Array
  readonly truePositives: Int32Array
  readonly falsePositives: Int32Array
  /** detections that took no object but lie on a crowd of their category */
  readonly excused: Int32Array
  readonly misses: Int32Array
}

/** One image's detections and objects by what became of them; rows are positions in the columns that were given. */
export type ErrorsOfImage = {
  readonly truePositives: readonly { readonly detection: number; readonly object: number }[]
  readonly falsePositives: readonly number[]
  /** detections that took no object but lie on a crowd of their category */
  readonly excused: readonly number[]
  /** objects that none took, crowds left out */
  readonly misses: readonly number[]
}

/**
 * Counts, image by image, the detections from `minScore` up that take an object of their category, those that take
 * none, and the objects that none takes, by the rule of matchOverlaps.ts. Crowds are no misses, and what they excuse is
 * no false positive.
 * @throws InvalidInput OPTIONS_INVALID
 */
export function imageErrors(
  overlaps: Overlaps,
  { minScore = 0.5, iou = 0.5 }: Partial<OperatingPoint> = {},
): ImageErrors {
  const { imageIds, detections, objects } = overlaps
  const { taken, takenBy, excused: isExcused } = matchOverlaps(overlaps, { minScore, iou })
  const truePositives = new Int32Array(imageIds.length)
  const falsePositives = new Int32Array(imageIds.length)
  const excused = new Int32Array(imageIds.length)
  const misses = new Int32Array(imageIds.length)
  for (let image = 0; image < imageIds.length; image++) {
    for (let d = detections.starts[image]!; d < detections.starts[image + 1]!; d++) {
      if (detections.scores[d]! < minScore) break
      if (taken[d]! >= 0) truePositives[image]!++
      else if (isExcused[d] === 1) excused[image]!++
      else falsePositives[image]!++
    }
    for (let o = objects.starts[image]!; o < objects.starts[image + 1]!; o++)
      if (takenBy[o] === -1 && objects.crowds[o] === 0) misses[image]!++
  }
  return { imageIds, truePositives, falsePositives, excused, misses }
}

/**
 * What `imageErrors` counted on one image, to be drawn or listed; best scores first.
 * @throws InvalidInput OPTIONS_INVALID, also for an image that the overlaps do not have
 */
export function errorsOfImage(
  overlaps: Overlaps,
  imageId: number,
  { minScore = 0.5, iou = 0.5 }: Partial<OperatingPoint> = {},
): ErrorsOfImage {
  const { imageIds, detections, objects } = overlaps
  const image = imageIds.indexOf(imageId)
  if (image < 0)
    throw new InvalidInput('OPTIONS_INVALID', `Expected the id of an evaluated image but received ${imageId}`)
  const { taken, takenBy, excused } = matchOverlaps(overlaps, { minScore, iou })
  const found = range(detections.starts, image).filter(d => detections.scores[d]! >= minScore)
  const row = (d: number) => detections.rows[d]!
  return {
    truePositives: found
      .filter(d => taken[d]! >= 0)
      .map(d => ({ detection: row(d), object: objects.rows[taken[d]!]! })),
    falsePositives: found.filter(d => taken[d] === -1 && excused[d] === 0).map(row),
    excused: found.filter(d => excused[d] === 1).map(row),
    misses: range(objects.starts, image)
      .filter(o => takenBy[o] === -1 && objects.crowds[o] === 0)
      .map(o => objects.rows[o]!),
  }
}

/** The ids of the `count` images with most false positives and misses together, of those with any; equals by id. */
export function worstImages({ imageIds, falsePositives, misses }: ImageErrors, count: number): number[] {
  const errors = (image: number) => falsePositives[image]! + misses[image]!
  return [...imageIds.keys()]
    .filter(image => errors(image) > 0)
    .sort((a, b) => errors(b) - errors(a))
    .slice(0, count)
    .map(image => imageIds[image]!)
}

function range(starts: Int32Array, image: number): number[] {
  const from = starts[image]!
  return Array.from({ length: starts[image + 1]! - from }, (_, i) => from + i)
}
