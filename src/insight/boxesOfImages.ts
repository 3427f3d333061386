import { errorsOfImage } from '../../eval/explain/imageErrors.ts'
import type { OperatingPoint } from '../../eval/explain/matchOverlaps.ts'
import type { Overlaps } from '../../eval/explain/overlaps.ts'
import { findImage } from './findImage.ts'
import type { ImageBoxes } from './insights.ts'
import type { OpenEvaluation } from './openEvaluation.ts'
import { iouOf, overlapsOfImage } from './overlapsOfImage.ts'
import { type BoxContext, readBoxes } from './readBoxes.ts'

/** What became of the detections and objects of one image, as rows. */
function rowsOf(overlaps: Overlaps, point: OperatingPoint) {
  const { rows, crowds } = overlaps.objects
  const found = errorsOfImage(overlaps, overlaps.imageIds[0]!, point)
  return { ...found, crowds: Array.from(rows).filter((_, object) => crowds[object] === 1) }
}

/** @throws InvalidInput OPTIONS_INVALID for an image that does not count, and for too many boxes */
export async function boxesOfImages(
  context: BoxContext,
  opened: OpenEvaluation,
  { imageIds, minScore, iou }: OperatingPoint & { imageIds: readonly number[] },
): Promise<ImageBoxes[]> {
  const all = await opened.overlaps()
  const images = imageIds.map(id => findImage(all.imageIds, id))
  const ofImages = images.map(image => overlapsOfImage(all, image))
  const found = ofImages.map(overlaps => rowsOf(overlaps, { minScore, iou }))
  const readers = await readBoxes(
    context,
    opened,
    found.map(({ truePositives, falsePositives, excused, misses, crowds }, index) => ({
      image: images[index]!,
      detections: [...truePositives.map(({ detection }) => detection), ...falsePositives, ...excused],
      objects: [...truePositives.map(({ object }) => object), ...misses, ...crowds],
    })),
    'Ask for fewer images by `first`, or for a higher minScore.',
  )
  return found.map(({ truePositives, falsePositives, excused, misses, crowds }, index) => {
    const { detection, object } = readers[index]!
    return {
      truePositives: truePositives.map(taken => ({
        detection: detection(taken.detection),
        object: object(taken.object),
        iou: iouOf(ofImages[index]!, taken.detection, taken.object)!,
      })),
      falsePositives: falsePositives.map(detection),
      excused: excused.map(detection),
      misses: misses.map(object),
      crowds: crowds.map(object),
    }
  })
}
