import type { GroundTruth } from '../groundTruth.ts'
import { positionsOf } from '../positionsOf.ts'
import type { ResolvedDetections, Unmatched } from '../resolve/resolveDetections.ts'
import { type Settings, settingsOf } from '../settings.ts'
import { countUnmatched } from './countUnmatched.ts'
import { type ObjectsByImage, objectsByImage } from './objectsByImage.ts'

/** What of the caller's choices and knowledge the checks ask for. */
export type PreflightOptions = Partial<Settings> & { allowTruncated?: boolean; manifestFloor?: number }

/** Detections seen from the images, or from the categories, of the ground truth. */
export type Membership = {
  /** [N] position of each detection's image or category, -1 where the ground truth does not have it */
  readonly positions: Int32Array
  /** detections of each image or category */
  readonly counts: Int32Array
  readonly unmatched: readonly Unmatched[]
}

/** Input as the checks look at it: where every row belongs. */
export type Inspection = {
  readonly groundTruth: GroundTruth
  readonly detections: ResolvedDetections
  readonly options: PreflightOptions
  readonly scoreFloor: number | null
  readonly images: Membership
  readonly categories: Membership
  /** [M] position of each annotation's image, and of its category, -1 where the ground truth does not list it */
  readonly objectImages: Int32Array
  readonly objectCategories: Int32Array
  readonly objects: ObjectsByImage
}

export function inspect(
  groundTruth: GroundTruth,
  detections: ResolvedDetections,
  options: PreflightOptions,
): Inspection {
  const { images, annotations } = groundTruth
  const { unmatched, imageIds, categoryIds } = detections
  const knownCategories = Float64Array.from(groundTruth.categories, ({ id }) => id)
  const objectImages = positionsOf(annotations.imageIds, images.ids)
  const objectCategories = positionsOf(annotations.categoryIds, knownCategories)
  const { profile, scoreFloor = settingsOf({ profile }).scoreFloor } = options
  return {
    groundTruth,
    detections,
    options,
    scoreFloor,
    images: membersOf(imageIds, images.ids, unmatched.images),
    categories: membersOf(categoryIds, knownCategories, unmatched.categories),
    objectImages,
    objectCategories,
    objects: objectsByImage(annotations.crowds, objectImages, objectCategories, images.ids.length),
  }
}

function membersOf(ids: Float64Array, among: Float64Array, resolved: readonly Unmatched[]): Membership {
  const positions = positionsOf(ids, among)
  const counts = countEach(positions, among.length)
  const isWhole = counts.reduce((total, count) => total + count, 0) === ids.length
  return { positions, counts, unmatched: isWhole ? [] : countUnmatched(ids, positions, resolved) }
}

/** [size] how often each position occurs. */
function countEach(positions: Int32Array, size: number): Int32Array {
  const counts = new Int32Array(size)
  for (let row = 0; row < positions.length; row++) {
    const position = positions[row]!
    if (position >= 0) counts[position]!++
  }
  return counts
}
