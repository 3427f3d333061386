import { type ConfusionCell, findConfusions } from '../../eval/explain/confusionMatrix.ts'
import type { OperatingPoint } from '../../eval/explain/matchOverlaps.ts'
import type { Overlaps } from '../../eval/explain/overlaps.ts'
import type { PageRequest } from '../store/page.ts'
import { findImage } from './findImage.ts'
import { outcomeOf } from './images.ts'
import type { BoxPairRow, ImageOutcome, ImagePage } from './insights.ts'
import type { OpenEvaluation } from './openEvaluation.ts'
import { iouOf, overlapsOfImage } from './overlapsOfImage.ts'
import { pageOf } from './pageOf.ts'
import { rankBy } from './rankImages.ts'
import { type BoxContext, readBoxes } from './readBoxes.ts'

/** Positions of the images of a cell, most pairs first; equals in the order of their ids. */
function rankConfused(overlaps: Overlaps, cell: ConfusionCell, point: OperatingPoint): Int32Array {
  const counts = new Map<number, number>()
  for (const { imageId } of findConfusions(overlaps, cell, point)) counts.set(imageId, (counts.get(imageId) ?? 0) + 1)
  const byPosition = new Map([...counts].map(([id, count]) => [findImage(overlaps.imageIds, id), count]))
  return rankBy(Int32Array.from(byPosition.keys()), image => byPosition.get(image)!)
}

/** A page of the images behind a cell of the confusion matrix. */
export async function confusedImages(
  { part, overlaps, errors }: OpenEvaluation,
  { cell: { actual, predicted }, minScore, iou, ...request }: OperatingPoint & PageRequest & { cell: ConfusionCell },
): Promise<ImagePage<ImageOutcome>> {
  const point = { minScore, iou }
  const order = await part('confused', [actual, predicted, minScore, iou], async () =>
    rankConfused(await overlaps(), { actual, predicted }, point),
  )
  const outcomes = await errors(point)
  return pageOf(order, request, async images => images.map(image => outcomeOf(outcomes, image)))
}

const present = (rows: readonly (number | null)[]) => rows.filter(row => row !== null)

/**
 * The pairs of a cell on some images.
 * @throws InvalidInput OPTIONS_INVALID for an image that does not count, and for too many boxes
 */
export async function confusionsOfImages(
  context: BoxContext,
  opened: OpenEvaluation,
  { cell, minScore, iou, imageIds }: OperatingPoint & { cell: ConfusionCell; imageIds: readonly number[] },
): Promise<BoxPairRow[][]> {
  const all = await opened.overlaps()
  const images = imageIds.map(id => findImage(all.imageIds, id))
  const ofImages = images.map(image => overlapsOfImage(all, image))
  const found = ofImages.map(overlaps => findConfusions(overlaps, cell, { minScore, iou }))
  const readers = await readBoxes(
    context,
    opened,
    found.map((pairs, index) => ({
      image: images[index]!,
      detections: present(pairs.map(({ detection }) => detection)),
      objects: present(pairs.map(({ object }) => object)),
    })),
    cell.predicted === null
      ? 'Ask for fewer images by `first`.'
      : 'Ask for fewer images by `first`, or for detections from a higher minScore up.',
  )
  return found.map((pairs, index) => {
    const reader = readers[index]!
    return pairs.map(({ detection, object }) => ({
      detection: detection === null ? null : reader.detection(detection),
      object: object === null ? null : reader.object(object),
      iou: detection === null || object === null ? null : iouOf(ofImages[index]!, detection, object),
    }))
  })
}
