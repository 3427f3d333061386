import type { GroundTruth } from '../groundTruth.ts'
import { positionsOf } from '../positionsOf.ts'
import type { ResolvedDetections } from '../resolveDetections.ts'
import { type Settings, settingsOf } from '../settings.ts'
import { byKey } from '../stableOrder.ts'

/** What of the caller's choices and knowledge the checks ask for. */
export type PreflightOptions = Partial<Settings> & { allowTruncated?: boolean; manifestFloor?: number }

/** Input as the checks look at it: where every row belongs. Positions are -1 where the ground truth has no such thing. */
export type Inspection = {
  readonly groundTruth: GroundTruth
  readonly detections: ResolvedDetections
  readonly options: PreflightOptions
  readonly scoreFloor: number | null
  /** [N] position of each detection's image, and of its category */
  readonly images: Int32Array
  readonly categories: Int32Array
  /** [I] detections on each image */
  readonly counts: Int32Array
  /** [M] position of each annotation's image, and of its category */
  readonly objectImages: Int32Array
  readonly objectCategories: Int32Array
  /** rows of annotations that may be found, no crowds, by image: those of image i from `starts[i]` to `starts[i + 1]` */
  readonly objects: { readonly order: Int32Array; readonly starts: Int32Array }
}

export function inspect(
  groundTruth: GroundTruth,
  detections: ResolvedDetections,
  options: PreflightOptions,
): Inspection {
  const { images, annotations } = groundTruth
  const categoryIds = Float64Array.from(groundTruth.categories, ({ id }) => id)
  const detectionImages = positionsOf(detections.imageIds, images.ids)
  const objectImages = positionsOf(annotations.imageIds, images.ids)
  const objectCategories = positionsOf(annotations.categoryIds, categoryIds)
  const { profile, scoreFloor = settingsOf({ profile }).scoreFloor } = options
  return {
    groundTruth,
    detections,
    options,
    scoreFloor,
    images: detectionImages,
    categories: positionsOf(detections.categoryIds, categoryIds),
    counts: countEach(detectionImages, images.ids.length),
    objectImages,
    objectCategories,
    objects: byKey(findable(annotations.crowds, objectImages, objectCategories), objectImages, images.ids.length),
  }
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

function findable(crowds: Uint8Array, images: Int32Array, categories: Int32Array): Int32Array {
  const rows = new Int32Array(crowds.length)
  let length = 0
  for (let row = 0; row < crowds.length; row++)
    if (crowds[row] === 0 && images[row]! >= 0 && categories[row]! >= 0) rows[length++] = row
  return rows.subarray(0, length)
}
