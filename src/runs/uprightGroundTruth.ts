import type { GroundTruth } from '../../eval/groundTruth.ts'
import { positionsOf } from '../../eval/positionsOf.ts'
import type { StoredGroundTruth } from '../store/groundTruths.ts'
import { turnUpright } from './turnBox.ts'

/**
 * The ground truth with its boxes, drawn on pixels as they are stored, turned as EXIF turns each photo: detectors see
 * images upright. Areas stay as they are.
 */
export function uprightGroundTruth({ groundTruth, photos }: StoredGroundTruth): GroundTruth {
  const { images, annotations } = groundTruth
  const isTurned = photos.map(photo => photo !== null && photo.orientation !== 1)
  if (!isTurned.includes(true)) return groundTruth
  const boxes = annotations.boxes.slice()
  for (const [row, image] of positionsOf(annotations.imageIds, images.ids).entries()) {
    const photo = photos[image]
    if (!photo || !isTurned[image]) continue
    const [x, y, width, height] = boxes.subarray(4 * row, 4 * row + 4)
    boxes.set(turnUpright([x!, y!, width!, height!], photo.orientation, photo), 4 * row)
  }
  const upright = (side: 'width' | 'height', sizes: Float64Array) =>
    sizes.map((size, image) => (isTurned[image] ? photos[image]![side] : size))
  return {
    ...groundTruth,
    images: { ...images, widths: upright('width', images.widths), heights: upright('height', images.heights) },
    annotations: { ...annotations, boxes },
  }
}
