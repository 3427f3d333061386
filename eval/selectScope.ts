import type { Detections } from './detections.ts'
import type { Category, GroundTruth } from './groundTruth.ts'
import { positionsOf } from './positionsOf.ts'
import type { Settings } from './settings.ts'
import { byDescendingScore, byKey } from './stableOrder.ts'

/** The images, categories, objects and detections that an evaluation is about, sorted for matching. */
export type Scope = {
  /** [I] in the order of `places` */
  imageIds: Float64Array
  /** [I] ascending: see Matches */
  places: Float64Array
  /** [C] by ascending id */
  categories: readonly Category[]
  /** rows of the annotations by category, image and place in their file; `starts` [C + 1] */
  objects: { order: Int32Array; starts: Int32Array; images: Int32Array }
  /** rows of the detections by category, descending score, image and place in their file; `starts` [C + 1] */
  detections: { order: Int32Array; starts: Int32Array; images: Int32Array }
  leftOut: { unknownCategory: number; belowFloor: number }
}

/**
 * Detections and annotations on images, or of categories, that the ground truth does not list are left out.
 * `images` of the answer are the position in `imageIds` of every row's image, -1 where it is left out.
 */
export function selectScope(groundTruth: GroundTruth, detections: Detections, settings: Settings): Scope {
  const { annotations } = groundTruth
  const { imageIds, places } = imagesInScope(groundTruth, detections, settings)
  const categories = categoriesInScope(groundTruth, settings)
  const categoryIds = Float64Array.from(categories, ({ id }) => id)

  const objectImages = positionsOf(annotations.imageIds, imageIds)
  const objectCategories = positionsOf(annotations.categoryIds, categoryIds)
  const objects = keep(objectImages, objectCategories)
  const objectsByImage = byKey(objects, objectImages, imageIds.length).order

  const images = positionsOf(detections.imageIds, imageIds)
  const detectionCategories = positionsOf(detections.categoryIds, categoryIds)
  const unknownCategory = countUnknown(images, detections.categoryIds, groundTruth)
  const found = keep(images, detectionCategories)
  const { scoreFloor } = settings
  const kept = scoreFloor === null ? found : found.filter(row => detections.scores[row]! >= scoreFloor)
  const byImage = byKey(kept, images, imageIds.length).order
  const byScore = byDescendingScore(byImage, detections.scores)

  return {
    imageIds,
    places,
    categories,
    objects: { ...byKey(objectsByImage, objectCategories, categories.length), images: objectImages },
    detections: { ...byKey(byScore, detectionCategories, categories.length), images },
    leftOut: { unknownCategory, belowFloor: found.length - kept.length },
  }
}

function imagesInScope({ images }: GroundTruth, detections: Detections, settings: Settings) {
  const { ids } = images
  const placesInFile = images.places ?? Float64Array.from(ids.keys())
  const keys = settings.profile === 'OMZ_ACCURACY_CHECKER' ? placesInFile : ids
  const ran = settings.imageScope === 'ALL_IMAGES' ? undefined : whereRan(ids, detections, settings)
  const positions = [...ids.keys()].filter(position => ran?.[position] ?? true)
  positions.sort((a, b) => keys[a]! - keys[b]!)
  const pick = (column: Float64Array) => Float64Array.from(positions, position => column[position]!)
  return { imageIds: pick(ids), places: pick(keys) }
}

/** [I] whether the detector ran on the image. */
function whereRan(ids: Float64Array, detections: Detections, { evaluatedImages }: Settings): boolean[] {
  const ran = Array.from(ids, () => false)
  const evaluated = evaluatedImages ? Float64Array.from(evaluatedImages) : detections.imageIds
  for (const position of positionsOf(evaluated, ids)) if (position >= 0) ran[position] = true
  return ran
}

function categoriesInScope({ categories }: GroundTruth, settings: Settings): readonly Category[] {
  const chosen = settings.categories && new Set(settings.categories)
  return categories.filter(({ id }) => chosen?.has(id) ?? true).toSorted((a, b) => a.id - b.id)
}

/** The rows whose image and category both count. */
function keep(images: Int32Array, categories: Int32Array): Int32Array {
  const kept = new Int32Array(images.length)
  let length = 0
  for (let row = 0; row < images.length; row++) if (images[row]! >= 0 && categories[row]! >= 0) kept[length++] = row
  return kept.subarray(0, length)
}

/** Detections on images that count, of categories that the ground truth does not have at all. */
function countUnknown(images: Int32Array, categoryIds: Float64Array, { categories }: GroundTruth): number {
  const known = positionsOf(
    categoryIds,
    Float64Array.from(categories, ({ id }) => id),
  )
  let unknown = 0
  for (let row = 0; row < images.length; row++) if (images[row]! >= 0 && known[row]! < 0) unknown++
  return unknown
}
