import { errorsOfImage, type ImageErrors } from '../../eval/explain/imageErrors.ts'
import type { OperatingPoint } from '../../eval/explain/matchOverlaps.ts'
import type { Store } from '../store/createStore.ts'
import type { PageRequest } from '../store/page.ts'
import { findImage } from './findImage.ts'
import type { ImageBoxes, ImageOrder, ImageOutcome, ImagePage } from './insights.ts'
import type { OpenEvaluation } from './openEvaluation.ts'
import { pageOf } from './pageOf.ts'
import { rankImages } from './rankImages.ts'
import { readBoxes } from './readBoxes.ts'

export const outcomeOf = (
  { imageIds, truePositives, falsePositives, misses }: ImageErrors,
  image: number,
): ImageOutcome => ({
  imageId: imageIds[image]!,
  truePositives: truePositives[image]!,
  falsePositives: falsePositives[image]!,
  misses: misses[image]!,
})

/** A page of all images that count. */
export async function listImages(
  { part, errors }: OpenEvaluation,
  { orderBy, minScore, iou, ...request }: OperatingPoint & PageRequest & { orderBy: ImageOrder },
): Promise<ImagePage<ImageOutcome>> {
  const found = await errors({ minScore, iou })
  const order = await part('order', [orderBy, minScore, iou], async () => rankImages(found, orderBy))
  return pageOf(order, request, async images => images.map(image => outcomeOf(found, image)))
}

/** @throws InvalidInput OPTIONS_INVALID for an image that does not count, and for too many boxes */
export async function boxesOfImages(
  store: Store,
  opened: OpenEvaluation,
  { imageIds, minScore, iou }: OperatingPoint & { imageIds: readonly number[] },
): Promise<ImageBoxes[]> {
  const all = await opened.overlaps()
  const images = imageIds.map(id => findImage(all.imageIds, id))
  return readBoxes(store, opened, images, ({ overlaps, detection, object, pair }) => {
    const found = errorsOfImage(overlaps, overlaps.imageIds[0]!, { minScore, iou })
    return {
      truePositives: found.truePositives.map(pair),
      falsePositives: found.falsePositives.map(detection),
      excused: found.excused.map(detection),
      misses: found.misses.map(object),
    }
  })
}
