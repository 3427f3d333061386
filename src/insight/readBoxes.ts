import type { Overlaps } from '../../eval/explain/overlaps.ts'
import { InvalidInput } from '../../eval/invalidInput.ts'
import type { BoxNumbers } from '../runs/turnBox.ts'
import type { Store } from '../store/createStore.ts'
import type { BoxPairRow, DetectionRow, ObjectRow } from './insights.ts'
import type { OpenEvaluation } from './openEvaluation.ts'
import { iouOf, overlapsOfImage } from './overlapsOfImage.ts'
import { readTurns } from './readTurns.ts'

/** Boxes of one answer, and objects that it is told from. */
const most = 25_000

/** One image, and what rows of its overlaps are on the upright photo. */
export type ImageRows = {
  readonly overlaps: Overlaps
  readonly detection: (row: number) => DetectionRow
  readonly object: (row: number) => ObjectRow
  readonly pair: (rows: { readonly detection: number | null; readonly object: number | null }) => BoxPairRow
}

/** @throws InvalidInput OPTIONS_INVALID */
function createCounter() {
  let boxes = 0
  return (more: number) => {
    boxes += more
    if (boxes > most)
      throw new InvalidInput(
        'OPTIONS_INVALID',
        `Expected at most ${most} boxes on a page of images but there are more`,
        'Ask for fewer images by `first`, or for a higher minScore.',
      )
  }
}

const boxAt = (boxes: Float64Array, row: number): BoxNumbers => [
  boxes[4 * row]!,
  boxes[4 * row + 1]!,
  boxes[4 * row + 2]!,
  boxes[4 * row + 3]!,
]

/**
 * What is found of each of some images.
 * @param images positions in the overlaps
 * @param find told of each image, in their order
 * @throws InvalidInput OPTIONS_INVALID when that is too many boxes
 */
export async function readBoxes<Found>(
  store: Store,
  opened: OpenEvaluation,
  images: readonly number[],
  find: (image: ImageRows) => Found,
): Promise<Found[]> {
  const overlaps = await opened.overlaps()
  const ids = images.map(image => overlaps.imageIds[image]!)
  const { starts } = overlaps.objects
  createCounter()(images.reduce((sum, image) => sum + starts[image + 1]! - starts[image]!, 0))
  const [{ categories }, layout, annotations, turns, shards] = await Promise.all([
    opened.dataset(),
    opened.layout(),
    store.datasets.annotationsByFileId(opened.evaluation.datasetId, ids),
    readTurns(store, opened, ids),
    Promise.all(images.map(image => opened.detections(overlaps.shards[image]!))),
  ])
  const byOrdinal = new Map(annotations.map(annotation => [annotation.ordinal, annotation]))
  const count = createCounter()
  return images.map((image, index) => {
    const detections = shards[index]!
    const turn = turns[index]!
    const { firstAnnotation } = layout[overlaps.shards[image]!]!
    const ofImage = overlapsOfImage(overlaps, image)

    function detection(row: number): DetectionRow {
      count(1)
      return {
        categoryId: categories[detections.categories[row]!]!.id,
        score: detections.scores[row]!,
        box: turn.detection(boxAt(detections.boxes, row)),
      }
    }
    function object(row: number): ObjectRow {
      count(1)
      const { fileId, categoryId, x, y, width, height, crowd } = byOrdinal.get(firstAnnotation + row)!
      return {
        fileId: Number(fileId),
        categoryId: Number(categoryId),
        box: turn.object([x, y, width, height]),
        isCrowd: crowd,
      }
    }
    return find({
      overlaps: ofImage,
      detection,
      object,
      pair: rows => ({
        detection: rows.detection === null ? null : detection(rows.detection),
        object: rows.object === null ? null : object(rows.object),
        iou: rows.detection === null || rows.object === null ? null : iouOf(ofImage, rows.detection, rows.object),
      }),
    })
  })
}
