import type { Detections } from '../detections.ts'
import { createKeyColumn } from './createKeyColumn.ts'
import { createRowChecks } from './createRowChecks.ts'
import { growable } from './growable.ts'

/** image_id, category_id, bbox (4), score */
const rowWidth = 7
const boxAt = 2
const scoreAt = 6

/**
 * Collects detections into columns. An image or category is named by its id, an integer, or by its name, all detections
 * alike.
 *
 * Room is made for `capacity` detections at once, and for twice as many whenever it is full.
 * @throws InvalidInput DETECTIONS_INVALID, with the place in the list, for a row of another form
 */
export function createDetectionsBuilder({ capacity = 1024 }: { capacity?: number } = {}) {
  const checks = createRowChecks('DETECTIONS_INVALID', 'detections')
  const images = createKeyColumn({ checks, idField: 'image_id', nameField: 'file_name', capacity })
  const categories = createKeyColumn({
    checks,
    idField: 'category_id',
    nameField: 'category_name',
    digitsAreIds: true,
    capacity,
  })
  let boxes = new Float64Array(4 * capacity)
  let scores = new Float64Array(capacity)
  let count = 0

  function reserve(length: number): void {
    boxes = growable(boxes, 4 * length)
    scores = growable(scores, length)
  }

  function add(value: unknown): void {
    const row = checks.row(value, count)
    const { bbox, score } = row
    images.addOf(row)
    categories.addOf(row)
    reserve(count + 1)
    checks.box(bbox, count, boxes, 4 * count, hintFor(row))
    scores[count] = checks.finite(score, count, 'score')
    count++
  }

  /** Takes rows whose numbers have been checked, column by column. */
  function store(values: Float64Array, rows: number): void {
    reserve(count + rows)
    images.addIds(values, 0, rowWidth, rows)
    categories.addIds(values, 1, rowWidth, rows)
    for (let row = 0; row < rows; row++) {
      const at = row * rowWidth
      const box = 4 * (count + row)
      boxes[box] = values[at + boxAt]!
      boxes[box + 1] = values[at + boxAt + 1]!
      boxes[box + 2] = values[at + boxAt + 2]!
      boxes[box + 3] = values[at + boxAt + 3]!
      scores[count + row] = values[at + scoreAt]!
    }
    count += rows
  }

  return {
    /**
     * One entry of a parsed results file as it came: `image_id` or `file_name`, `category_id` or `category_name`, `bbox`
     * and `score`. A string is a name, whatever the field, but digits as `category_id` are an id: '56' is 56. As
     * `image_id` they stay a name, which '000000000139.jpg' has too. Other fields may hold anything.
     */
    add,

    /** [rows, 7] of image_id, category_id, bbox and score, for readers that have no objects. */
    addRows(values: Float64Array, rows: number): void {
      if (images.haveIds() && categories.haveIds() && arePlain(values, rows)) store(values, rows)
      else for (let row = 0; row < rows; row++) add(toObject(values, row * rowWidth))
    },

    finish(): Detections {
      const { keys: imageIds, names: imageNames } = images.finish()
      const { keys: categoryIds, names: categoryNames } = categories.finish()
      return {
        imageIds,
        categoryIds,
        boxes: boxes.subarray(0, 4 * count),
        scores: scores.subarray(0, count),
        ...(imageNames && { imageNames }),
        ...(categoryNames && { categoryNames }),
      }
    },
  }
}

/** Whether `add` would take the rows as they are. */
function arePlain(values: Float64Array, rows: number): boolean {
  for (let at = 0; at < rows * rowWidth; at += rowWidth) {
    if (!Number.isSafeInteger(values[at]) || !Number.isSafeInteger(values[at + 1])) return false
    for (let k = boxAt; k < rowWidth; k++) if (!Number.isFinite(values[at + k])) return false
  }
  return true
}

function toObject(values: Float64Array, at: number): object {
  const [image_id, category_id, x, y, width, height, score] = values.subarray(at, at + rowWidth)
  return { image_id, category_id, bbox: [x, y, width, height], score }
}

function hintFor({ bbox, segmentation, keypoints }: { [field: string]: unknown }): string | undefined {
  if (bbox !== undefined) return undefined
  const other = segmentation !== undefined ? 'a segmentation' : keypoints !== undefined ? 'keypoints' : undefined
  const boxes = 'fovea evaluates boxes: give every detection a bbox of x, y, width and height in pixels.'
  return other === undefined ? undefined : `This entry has ${other} only. ${boxes}`
}
