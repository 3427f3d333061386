import type { Category } from '../groundTruth.ts'
import { InvalidInput } from '../invalidInput.ts'
import { type OperatingPoint, thresholdOf } from './matchOverlaps.ts'
import type { Overlaps } from './overlaps.ts'

/** C categories, and background last: rows are what is there, columns what was detected. */
export type ConfusionMatrix = OperatingPoint & {
  readonly categories: readonly Category[]
  /**
   * [C + 1, C + 1] pairs of object and detection; the last row holds detections without an object, the last column
   * objects without a detection
   */
  readonly counts: Uint32Array
  /** detections that are in no cell, as they lie on a crowd of their category */
  readonly excused: number
}

/** The cells of a `ConfusionMatrix` that are not 0, largest first; equals row after row. */
export type ConfusionCells = OperatingPoint & {
  readonly categories: readonly Category[]
  /** [cells] positions in `categories`, C for background: what is there, and what was detected */
  readonly actual: Int32Array
  readonly predicted: Int32Array
  /** [cells] */
  readonly counts: Uint32Array
  readonly excused: number
}

/** What is behind a cell; a row is a position in the columns that were given, null for background. */
export type Confusion = {
  readonly imageId: number
  readonly detection: number | null
  readonly object: number | null
}

/**
 * Counts which category was taken for which, at a stated score and IoU.
 *
 * The rule: on each image, pairs of a detection with score >= minScore and an object, of any categories, are taken by
 * descending IoU as long as IoU >= iou, each detection and each object once. Of equal IoUs the pair of one category goes
 * first, then the better score, then the earlier object. A detection that is left over belongs to the background row,
 * an object that is left over to the background column. Crowds are not paired: a detection that is left over and whose
 * IoU with a crowd of its own category reaches `iou` is excused, and a crowd is never missed.
 *
 * Other tools pair otherwise. Ultralytics (8.4.190) and FiftyOne go by descending score: a detection takes the free object
 * that it overlaps most, though another lies better on that. YOLOv5 goes by IoU, but keeps of each detection only the
 * object that it overlaps most. Ultralytics has no crowds and leaves out pairs at the very threshold; docs/insight.md has
 * the differences counted. What imageErrors counts is by score, within categories: the diagonal here can differ from it.
 * @throws InvalidInput OPTIONS_INVALID
 */
export function confusionMatrix(
  overlaps: Overlaps,
  { minScore = 0.5, iou = 0.5 }: Partial<OperatingPoint> = {},
): ConfusionMatrix {
  const { categories } = overlaps
  const counts = new Uint32Array((categories.length + 1) ** 2)
  const excused = count(overlaps, { minScore, iou }, cell => {
    counts[cell]!++
  })
  return { categories, counts, excused, minScore, iou }
}

/**
 * Counts what `confusionMatrix` counts, in room for the cells that are not 0: of thousands of categories nearly all are.
 * @throws InvalidInput OPTIONS_INVALID
 */
export function confusionCells(
  overlaps: Overlaps,
  { minScore = 0.5, iou = 0.5 }: Partial<OperatingPoint> = {},
): ConfusionCells {
  const { categories } = overlaps
  const size = categories.length + 1
  const byCell = new Map<number, number>()
  const excused = count(overlaps, { minScore, iou }, cell => {
    byCell.set(cell, (byCell.get(cell) ?? 0) + 1)
  })
  const cells = [...byCell].sort(([one, ofOne], [other, ofOther]) => ofOther - ofOne || one - other)
  return {
    categories,
    actual: Int32Array.from(cells, ([cell]) => Math.floor(cell / size)),
    predicted: Int32Array.from(cells, ([cell]) => cell % size),
    counts: Uint32Array.from(cells, ([, times]) => times),
    excused,
    minScore,
    iou,
  }
}

/**
 * @param add told of each pair the cell that it is in, row after row
 * @returns how many detections are excused
 */
function count(overlaps: Overlaps, point: OperatingPoint, add: (cell: number) => void): number {
  const { categories, detections, objects } = overlaps
  let excused = 0
  pairUp(overlaps, point, (_, detection, object, isExcused) => {
    if (isExcused) {
      excused++
    } else {
      const actual = object < 0 ? categories.length : objects.categories[object]!
      const predicted = detection < 0 ? categories.length : detections.categories[detection]!
      add(actual * (categories.length + 1) + predicted)
    }
  })
  return excused
}

/** A cell of the matrix by the ids of its categories; null is background. */
export type ConfusionCell = { actual: number | null; predicted: number | null }

/**
 * Lists what a cell of `confusionMatrix` counted, image by image.
 * @throws InvalidInput OPTIONS_INVALID, also for a category that the overlaps do not have
 */
export function findConfusions(
  overlaps: Overlaps,
  cell: ConfusionCell,
  { minScore = 0.5, iou = 0.5 }: Partial<OperatingPoint> = {},
): Confusion[] {
  const actual = positionOf(overlaps, cell.actual)
  const predicted = positionOf(overlaps, cell.predicted)
  const { imageIds, detections, objects } = overlaps
  const confusions: Confusion[] = []
  pairUp(overlaps, { minScore, iou }, (image, detection, object, isExcused) => {
    if (isExcused) return
    if ((detections.categories[detection] ?? -1) !== predicted || (objects.categories[object] ?? -1) !== actual) return
    confusions.push({
      imageId: imageIds[image]!,
      detection: detections.rows[detection] ?? null,
      object: objects.rows[object] ?? null,
    })
  })
  return confusions
}

/** -1 for background. */
function positionOf({ categories }: Overlaps, id: number | null): number {
  const position = categories.findIndex(category => category.id === id)
  if (position < 0 && id !== null)
    throw new InvalidInput('OPTIONS_INVALID', `Expected the id of an evaluated category or null but received ${id}`)
  return position
}

type Visit = (image: number, detection: number, object: number, isExcused: boolean) => void

/** Visits every pair, and with -1 for the other side what is left over. */
function pairUp(overlaps: Overlaps, { minScore, iou }: OperatingPoint, visit: Visit): void {
  const threshold = thresholdOf(overlaps, { minScore, iou })
  const { imageIds, detections, objects, pairs } = overlaps
  const paired = { detections: new Uint8Array(detections.rows.length), objects: new Uint8Array(objects.rows.length) }
  const onCrowd = new Uint8Array(detections.rows.length)
  const isSame = (pair: number) =>
    detections.categories[pairs.detections[pair]!] === objects.categories[pairs.objects[pair]!]

  for (let image = 0; image < imageIds.length; image++) {
    const candidates: number[] = []
    for (let pair = pairs.starts[image]!; pair < pairs.starts[image + 1]!; pair++) {
      const detection = pairs.detections[pair]!
      if (pairs.ious[pair]! < threshold || detections.scores[detection]! < minScore) continue
      if (objects.crowds[pairs.objects[pair]!] === 0) candidates.push(pair)
      else if (isSame(pair)) onCrowd[detection] = 1
    }
    // Pairs stand by descending score and then by object: the sort, which is stable, keeps that among equals.
    candidates.sort((a, b) => pairs.ious[b]! - pairs.ious[a]! || Number(isSame(b)) - Number(isSame(a)))
    for (const pair of candidates) {
      const detection = pairs.detections[pair]!
      const object = pairs.objects[pair]!
      if (paired.detections[detection] === 1 || paired.objects[object] === 1) continue
      paired.detections[detection] = 1
      paired.objects[object] = 1
      visit(image, detection, object, false)
    }
    for (let detection = detections.starts[image]!; detection < detections.starts[image + 1]!; detection++) {
      if (paired.detections[detection] === 0 && detections.scores[detection]! >= minScore)
        visit(image, detection, -1, onCrowd[detection] === 1)
    }
    for (let object = objects.starts[image]!; object < objects.starts[image + 1]!; object++) {
      if (paired.objects[object] === 0 && objects.crowds[object] === 0) visit(image, -1, object, false)
    }
  }
}
