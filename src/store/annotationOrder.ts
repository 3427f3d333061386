import type { GroundTruth } from '../../eval/groundTruth.ts'
import { positionsOf } from '../../eval/positionsOf.ts'
import { byKey } from '../../eval/stableOrder.ts'

/**
 * How annotations are stored: by the place of their image, then by their own; those on images that are not listed last.
 * @returns [M] rows in that order, and [I + 1] where those of each image start
 */
export function annotationOrder({ images, annotations }: Pick<GroundTruth, 'images' | 'annotations'>) {
  const imageCount = images.ids.length
  const keys = positionsOf(annotations.imageIds, images.ids).map(position => (position < 0 ? imageCount : position))
  return byKey(Int32Array.from(keys.keys()), keys, imageCount + 1)
}
