import fc from 'fast-check'
import type { CocoDetection, Detections } from '../../eval/detections.ts'
import type { CocoGroundTruth, GroundTruth } from '../../eval/groundTruth.ts'

type Box = readonly [number, number, number, number]
export type SmallObject = { image?: number; category?: number; box: Box; crowd?: boolean; area?: number }
export type SmallDetection = { image?: number; category?: number; box: Box; score?: number }
export type SmallData = {
  images?: number[]
  categories?: number[]
  objects: SmallObject[]
  detections: SmallDetection[]
}

/** COCO structures out of a few literals: image 1 and category 1 unless told, score 0.9. */
export function smallData({ images = [1], categories = [1], objects, detections }: SmallData) {
  return packed(
    {
      images: images.map(id => ({ id, file_name: `${id}.jpg`, width: 100, height: 100 })),
      categories: categories.map(id => ({ id, name: `category ${id}` })),
      annotations: objects.map(({ image = 1, category = 1, box, crowd = false, area = box[2] * box[3] }, index) => ({
        id: index + 1,
        image_id: image,
        category_id: category,
        bbox: box,
        area,
        iscrowd: Number(crowd),
      })),
    },
    detections.map(({ image = 1, category = 1, box, score = 0.9 }) => ({
      image_id: image,
      category_id: category,
      bbox: box,
      score,
    })),
  )
}

/** Columns out of parsed files. */
export function packed(coco: CocoGroundTruth, results: readonly CocoDetection[]) {
  const { images, annotations, categories } = coco
  const groundTruth: GroundTruth = {
    categories,
    images: {
      ids: Float64Array.from(images, ({ id }) => id),
      fileNames: images.map(({ file_name = '' }) => file_name),
      widths: Float64Array.from(images, ({ width = 0 }) => width),
      heights: Float64Array.from(images, ({ height = 0 }) => height),
    },
    annotations: {
      ids: Float64Array.from(annotations, ({ id }) => id),
      imageIds: Float64Array.from(annotations, ({ image_id }) => image_id),
      categoryIds: Float64Array.from(annotations, ({ category_id }) => category_id),
      boxes: Float64Array.from(annotations.flatMap(({ bbox }) => bbox)),
      areas: Float64Array.from(annotations, ({ area, bbox }) => area ?? bbox[2]! * bbox[3]!),
      crowds: Uint8Array.from(annotations, ({ iscrowd = 0 }) => iscrowd),
    },
    defaulted: { iscrowd: 0, area: 0 },
  }
  const detections: Detections = {
    imageIds: Float64Array.from(results, ({ image_id }) => image_id),
    categoryIds: Float64Array.from(results, ({ category_id }) => category_id),
    boxes: Float64Array.from(results.flatMap(({ bbox }) => bbox)),
    scores: Float64Array.from(results, ({ score }) => score),
  }
  return { groundTruth, detections }
}

const box = fc.tuple(
  fc.integer({ min: 0, max: 2 }),
  fc.integer({ min: 0, max: 1 }),
  fc.integer({ min: 2, max: 4 }),
  fc.integer({ min: 2, max: 4 }),
)
const image = fc.constantFrom(0, 1, 1, 2, 3, 3)

/**
 * Boxes on a small grid and scores of few values, so that many match and IoUs and scores are often equal; crowds, ids of
 * 0, a category without objects and one that the ground truth does not have.
 */
export const anySmallData: fc.Arbitrary<SmallData> = fc.record({
  images: fc.constant([0, 1, 2, 3]),
  categories: fc.constant([0, 5, 7]),
  objects: fc.array(
    fc.record({
      image,
      category: fc.constantFrom(0, 0, 5),
      box,
      crowd: fc.integer({ min: 0, max: 4 }).map(n => n === 0),
    }),
    { maxLength: 14 },
  ),
  detections: fc.array(
    fc.record({
      image,
      category: fc.constantFrom(0, 0, 0, 5, 5, 7, 9),
      box,
      score: fc.constantFrom(0.1, 0.3, 0.5, 0.7, 0.9),
    }),
    { maxLength: 30 },
  ),
})
