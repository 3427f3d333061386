import type { ImageErrors } from '../../eval/explain/imageErrors.ts'
import type { OperatingPoint } from '../../eval/explain/matchOverlaps.ts'
import type { PageRequest } from '../store/page.ts'
import { positionOfImage } from './findImage.ts'
import type { ImageOrder, ImageOutcome, ImagePage } from './insights.ts'
import type { OpenEvaluation } from './openEvaluation.ts'
import { pageOf } from './pageOf.ts'
import { rankImages } from './rankImages.ts'

export const outcomeOf = (
  { imageIds, truePositives, falsePositives, excused, misses }: ImageErrors,
  image: number,
): ImageOutcome => ({
  imageId: imageIds[image]!,
  truePositives: truePositives[image]!,
  falsePositives: falsePositives[image]!,
  excused: excused[image]!,
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

/** Null for an image that does not count. */
export async function imageNamed(
  { errors }: OpenEvaluation,
  { imageId, minScore, iou }: OperatingPoint & { imageId: number },
): Promise<ImageOutcome | null> {
  const found = await errors({ minScore, iou })
  const position = positionOfImage(found.imageIds, imageId)
  return position < 0 ? null : outcomeOf(found, position)
}
