import { type ConfusionCell, findConfusions } from '../../eval/explain/confusionMatrix.ts'
import type { OperatingPoint } from '../../eval/explain/matchOverlaps.ts'
import type { Overlaps } from '../../eval/explain/overlaps.ts'
import type { Store } from '../store/createStore.ts'
import type { PageRequest } from '../store/page.ts'
import { findImage } from './findImage.ts'
import { outcomeOf } from './images.ts'
import type { BoxPairRow, ImageOutcome, ImagePage } from './insights.ts'
import type { OpenEvaluation } from './openEvaluation.ts'
import { pageOf } from './pageOf.ts'
import { rankBy } from './rankImages.ts'
import { readBoxes } from './readBoxes.ts'

/** Positions of the images of a cell, most pairs first; equals in the order of their ids. */
function rankConfused(overlaps: Overlaps, cell: ConfusionCell, point: OperatingPoint): Int32Array {
  const counts = new Map<number, number>()
  for (const { imageId } of findConfusions(overlaps, cell, point)) counts.set(imageId, (counts.get(imageId) ?? 0) + 1)
  const byPosition = new Map([...counts].map(([id, count]) => [findImage(overlaps.imageIds, id), count]))
  return rankBy(Int32Array.from(byPosition.keys()), image => byPosition.get(image)!)
}

/**
 * A page of the images behind a cell of the confusion matrix, with the pairs of each.
 * @throws InvalidInput OPTIONS_INVALID for too many pairs
 */
export async function confusedImages(
  store: Store,
  opened: OpenEvaluation,
  { cell: { actual, predicted }, minScore, iou, ...request }: OperatingPoint & PageRequest & { cell: ConfusionCell },
): Promise<ImagePage<ImageOutcome & { pairs: readonly BoxPairRow[] }>> {
  const { part, overlaps, errors } = opened
  const point = { minScore, iou }
  const cell = { actual, predicted }
  const order = await part('confused', [actual, predicted, minScore, iou], async () =>
    rankConfused(await overlaps(), cell, point),
  )
  const outcomes = await errors(point)
  return pageOf(order, request, async images => {
    const pairs = await readBoxes(store, opened, images, image =>
      findConfusions(image.overlaps, cell, point).map(image.pair),
    )
    return images.map((image, index) => ({ ...outcomeOf(outcomes, image), pairs: pairs[index]! }))
  })
}
