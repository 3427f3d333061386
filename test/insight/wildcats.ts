import type { CocoDetection } from '../../eval/detections.ts'
import type { CocoGroundTruth } from '../../eval/groundTruth.ts'

const object = (id: number, image_id: number, category_id: number, bbox: readonly number[], iscrowd = 0) => ({
  ...{ id, image_id, category_id, bbox, iscrowd },
  area: bbox[2]! * bbox[3]!,
})

const found = (image_id: number, category_id: number, bbox: readonly number[], score: number): CocoDetection => ({
  ...{ image_id, category_id, bbox, score },
})

const cat = 3
const wildcat = 5

/**
 * Five images, not in the order of their ids: 10 has a cat that is found and a wildcat that is taken for a cat; 20 a cat
 * that is found at IoU 0.75, and one that is found in a crowd of cats; 30 has no object and two detections; 40 a wildcat
 * that is missed; 50 nothing.
 */
export const wildcats = {
  groundTruth: {
    images: [40, 10, 30, 20, 50].map(id => ({ id, file_name: `${id}.png`, width: 200, height: 100 })),
    annotations: [
      object(101, 10, cat, [10, 10, 40, 40]),
      object(102, 10, wildcat, [100, 10, 40, 40]),
      object(103, 20, cat, [0, 0, 100, 100], 1),
      object(104, 20, cat, [150, 10, 40, 40]),
      object(105, 40, wildcat, [10, 10, 20, 20]),
    ],
    categories: [
      { id: wildcat, name: 'wildcat' },
      { id: cat, name: 'cat' },
    ],
  } satisfies CocoGroundTruth,
  detections: [
    found(30, cat, [50, 50, 20, 20], 0.4),
    found(30, wildcat, [5, 5, 20, 20], 0.95),
    found(20, cat, [150, 10, 40, 30], 0.6),
    found(20, cat, [20, 20, 30, 30], 0.7),
    found(10, cat, [100, 10, 40, 40], 0.8),
    found(10, cat, [10, 10, 40, 40], 0.9),
  ],
}
