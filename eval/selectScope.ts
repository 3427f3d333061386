import type { Detections } from './detections.ts'
import type { Category, GroundTruth } from './groundTruth.ts'
import { InvalidInput } from './invalidInput.ts'
import { positionsOf } from './positionsOf.ts'
import type { Rules } from './rules.ts'
import type { Settings } from './settings.ts'
import { byKey } from './stableOrder.ts'

/** Rows of a table by category, then image, then place in their file. */
type Grouped = {
  order: Int32Array
  /** [C + 1] where each category's rows start in `order` */
  starts: Int32Array
  /** of every row of the table, the position of its image in `imageIds`; -1 where it is left out */
  images: Int32Array
}

/** The images, categories, objects and detections that an evaluation is about, sorted for matching. */
export type Scope = {
  /** [I] in the order of `places` */
  imageIds: Float64Array
  /** [I] ascending: see Matches */
  places: Float64Array
  /** [C] by ascending id */
  categories: readonly Category[]
  objects: Grouped
  detections: Grouped
  leftOut: { unknownCategory: number; belowFloor: number }
}

/**
 * Detections and annotations on images, or of categories, that the ground truth does not list are left out.
 * @throws InvalidInput OPTIONS_INVALID for detections by names, whose numbers would be taken for ids
 */
export function selectScope(
  groundTruth: GroundTruth,
  detections: Detections,
  settings: Settings,
  { imageOrder }: Pick<Rules, 'imageOrder'>,
): Scope {
  if (detections.imageNames || detections.categoryNames)
    throw new InvalidInput(
      'OPTIONS_INVALID',
      'Expected detections by the ids of the ground truth but received names',
      'Call resolveDetections first.',
    )
  const { annotations } = groundTruth
  const { imageIds, places } = imagesInScope(groundTruth, detections, settings, imageOrder)
  const categories = categoriesInScope(groundTruth, settings)
  const categoryIds = idsOf(categories)

  const objectImages = positionsOf(annotations.imageIds, imageIds)
  const objectCategories = positionsOf(annotations.categoryIds, categoryIds)
  const objects = rowsOf(objectImages, objectCategories)

  const images = positionsOf(detections.imageIds, imageIds)
  const detectionCategories = positionsOf(detections.categoryIds, categoryIds)
  const found = rowsOf(images, detectionCategories)
  const { scoreFloor } = settings
  const kept = scoreFloor === null ? found : found.filter(row => detections.scores[row]! >= scoreFloor)

  const group = (rows: Int32Array, images: Int32Array, categoriesOf: Int32Array): Grouped => {
    const byImage = byKey(rows, images, imageIds.length).order
    return { ...byKey(byImage, categoriesOf, categories.length), images }
  }
  return {
    imageIds,
    places,
    categories,
    objects: group(objects, objectImages, objectCategories),
    detections: group(kept, images, detectionCategories),
    leftOut: {
      unknownCategory: countUnknown(images, positionsOf(detections.categoryIds, idsOf(groundTruth.categories))),
      belowFloor: found.length - kept.length,
    },
  }
}

const idsOf = (categories: readonly Category[]) => Float64Array.from(categories, ({ id }) => id)

function imagesInScope(
  { images }: GroundTruth,
  detections: Detections,
  settings: Settings,
  imageOrder: Rules['imageOrder'],
) {
  const { ids } = images
  const placesInFile = images.places ?? Float64Array.from(ids.keys())
  const keys = imageOrder === 'FILE' ? placesInFile : ids
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
function rowsOf(images: Int32Array, categories: Int32Array): Int32Array {
  const rows = new Int32Array(images.length)
  let length = 0
  for (let row = 0; row < images.length; row++) if (images[row]! >= 0 && categories[row]! >= 0) rows[length++] = row
  return rows.subarray(0, length)
}

/** Detections on images that count, of categories that the ground truth does not have at all. */
function countUnknown(images: Int32Array, categories: Int32Array): number {
  let unknown = 0
  for (let row = 0; row < images.length; row++) if (images[row]! >= 0 && categories[row]! < 0) unknown++
  return unknown
}
