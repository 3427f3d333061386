import fc from 'fast-check'
import type { CocoDetection } from '../../eval/detections.ts'
import type { CocoGroundTruth } from '../../eval/groundTruth.ts'
import { packDetections } from '../../eval/pack/packDetections.ts'
import { packGroundTruth } from '../../eval/pack/packGroundTruth.ts'

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
export const packed = (groundTruth: CocoGroundTruth, detections: readonly CocoDetection[]) => ({
  groundTruth: packGroundTruth(groundTruth),
  detections: packDetections(detections),
})

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
