import { InvalidInput } from '../../eval/invalidInput.ts'
import type { NarrowDetections } from '../runs/groupedDetections.ts'
import type { BoxNumbers } from '../runs/turnBox.ts'
import type { Store } from '../store/createStore.ts'
import type { DetectionRow, ObjectRow } from './insights.ts'
import type { OpenEvaluation } from './openEvaluation.ts'
import { readTurns } from './readTurns.ts'

export type BoxContext = {
  store: Store
  /** of one answer */
  maxBoxes: number
}

/** Rows of the overlaps of one image. */
type Wanted = {
  /** position in the overlaps */
  readonly image: number
  readonly detections: readonly number[]
  readonly objects: readonly number[]
}

/** What the rows are on the upright photo: those of objects that were wanted, of detections any. */
type BoxReader = {
  readonly detection: (row: number) => DetectionRow
  readonly object: (row: number) => ObjectRow
}

/** @throws InvalidInput OPTIONS_INVALID */
function checkCount(wanted: readonly Wanted[], maxBoxes: number, hint: string): void {
  const count = wanted.reduce((sum, { detections, objects }) => sum + detections.length + objects.length, 0)
  if (count > maxBoxes)
    throw new InvalidInput(
      'OPTIONS_INVALID',
      `Expected at most ${maxBoxes} boxes on a page of images but there are ${count}`,
      hint,
    )
}

const boxAt = (boxes: NarrowDetections['boxes'], row: number): BoxNumbers => [
  boxes[4 * row]!,
  boxes[4 * row + 1]!,
  boxes[4 * row + 2]!,
  boxes[4 * row + 3]!,
]

/**
 * What rows of some images are, in the order of `wanted`.
 * @param hint what to do about too many boxes
 * @throws InvalidInput OPTIONS_INVALID when that is too many boxes
 */
export async function readBoxes(
  { store, maxBoxes }: BoxContext,
  opened: OpenEvaluation,
  wanted: readonly Wanted[],
  hint: string,
): Promise<BoxReader[]> {
  checkCount(wanted, maxBoxes, hint)
  const [overlaps, layout] = await Promise.all([opened.overlaps(), opened.layout()])
  const firsts = wanted.map(({ image }) => layout[overlaps.shards[image]!]!.firstAnnotation)
  const ordinals = wanted.flatMap(({ objects }, index) => objects.map(row => firsts[index]! + row))
  const imageIds = wanted.map(({ image }) => overlaps.imageIds[image]!)
  const [{ categories }, annotations, turns, shards] = await Promise.all([
    opened.dataset(),
    store.datasets.annotationsAt(opened.evaluation.datasetId, ordinals),
    readTurns(store, opened, imageIds),
    Promise.all(wanted.map(({ image }) => opened.detections(overlaps.shards[image]!))),
  ])
  const byOrdinal = new Map(annotations.map(annotation => [annotation.ordinal, annotation]))
  return wanted.map((_, index) => {
    const detections = shards[index]!
    const turn = turns[index]!
    return {
      detection: row => ({
        categoryId: categories[detections.categories[row]!]!.id,
        score: detections.scores[row]!,
        box: turn.detection(boxAt(detections.boxes, row)),
      }),
      object(row) {
        const { fileId, categoryId, x, y, width, height } = byOrdinal.get(firsts[index]! + row)!
        return { fileId: Number(fileId), categoryId: Number(categoryId), box: turn.object([x, y, width, height]) }
      },
    }
  })
}
