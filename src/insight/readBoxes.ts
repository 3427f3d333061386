import type { Overlaps } from '../../eval/explain/overlaps.ts'
import { InvalidInput } from '../../eval/invalidInput.ts'
import type { Store } from '../store/createStore.ts'
import type { BoxPairRow, DetectionRow, ObjectRow } from './insights.ts'
import type { OpenEvaluation } from './openEvaluation.ts'
import { iouOf, overlapsOfImage } from './overlapsOfImage.ts'
import { readTurns } from './photoTurns.ts'
import { detectionAt, objectAt } from './shardRows.ts'

/** Boxes of one answer. */
const most = 25_000

/** One image, and what rows of its overlaps are on the upright photo. */
export type ImageRows = {
  readonly overlaps: Overlaps
  readonly detection: (row: number) => DetectionRow
  readonly object: (row: number) => ObjectRow
  readonly pair: (row: { detection: number | null; object: number | null }) => BoxPairRow
}

/**
 * What is found of each of some images.
 * @param images positions in the overlaps
 * @param find told of each image, in their order
 * @throws InvalidInput OPTIONS_INVALID when that is too many boxes
 */
export async function readBoxes<Found>(
  store: Store,
  { evaluation, overlaps, rows }: OpenEvaluation,
  images: readonly number[],
  find: (image: ImageRows) => Found,
): Promise<Found[]> {
  const all = await overlaps()
  const [turns, shards] = await Promise.all([
    readTurns(
      store,
      evaluation,
      images.map(image => all.imageIds[image]!),
    ),
    Promise.all(images.map(image => rows(all.shards[image]!))),
  ])
  let boxes = 0
  const count = () => {
    if (++boxes > most)
      throw new InvalidInput(
        'OPTIONS_INVALID',
        `Expected at most ${most} boxes of a page of images but there are more`,
        'Ask for fewer images by `first`, or for a higher minScore.',
      )
  }
  return images.map((image, index) => {
    const shard = shards[index]!
    const turn = turns[index]!
    const ofImage = overlapsOfImage(all, image)
    function detection(row: number): DetectionRow {
      count()
      const given = detectionAt(shard, row)
      return { ...given, box: turn.detection(given.box) }
    }
    function object(row: number): ObjectRow {
      count()
      const given = objectAt(shard, row)
      return { ...given, box: turn.object(given.box) }
    }
    return find({
      overlaps: ofImage,
      detection,
      object,
      pair: row => ({
        detection: row.detection === null ? null : detection(row.detection),
        object: row.object === null ? null : object(row.object),
        iou: row.detection === null || row.object === null ? null : iouOf(ofImage, row.detection, row.object),
      }),
    })
  })
}
