import { createKeyColumn } from './createKeyColumn.ts'
import { createRowChecks } from './createRowChecks.ts'
import type { Detections } from './detections.ts'
import { growable } from './growable.ts'

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
  const categories = createKeyColumn({ checks, idField: 'category_id', nameField: 'category_name', capacity })
  let boxes = new Float64Array(4 * capacity)
  let scores = new Float64Array(capacity)
  let count = 0

  function reserve(length: number): void {
    boxes = growable(boxes, 4 * length)
    scores = growable(scores, length)
  }

  return {
    /**
     * One entry of a parsed results file as it came: `image_id` or `file_name`, `category_id` or `category_name`, `bbox`
     * and `score`. A string is a name, whatever the field. Other fields may hold anything.
     */
    add(value: unknown): void {
      const row = checks.row(value, count)
      const { bbox, score } = row
      images.addOf(row)
      categories.addOf(row)
      reserve(count + 1)
      checks.box(bbox, count, boxes, 4 * count, hintFor(row))
      scores[count] = checks.finite(score, count, 'score')
      count++
    },

    /** The same for readers that have no objects: ids as numbers, names as strings; x, y, width, height in pixels. */
    addRow(
      image: number | string,
      category: number | string,
      x: number,
      y: number,
      width: number,
      height: number,
      score: number,
    ): void {
      images.add(image)
      categories.add(category)
      reserve(count + 1)
      const at = 4 * count
      boxes[at] = x
      boxes[at + 1] = y
      boxes[at + 2] = width
      boxes[at + 3] = height
      // Finite as a whole or not: only what is not finite stays so, whatever is taken from it.
      if (!(x - x + (y - y) + (width - width) + (height - height) === 0))
        throw checks.invalid(count, 'bbox', '4 finite numbers', [x, y, width, height])
      scores[count] = checks.finite(score, count, 'score')
      count++
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

export type DetectionsBuilder = ReturnType<typeof createDetectionsBuilder>

function hintFor({ bbox, segmentation, keypoints }: { [field: string]: unknown }): string | undefined {
  if (bbox !== undefined) return undefined
  const other = segmentation !== undefined ? 'a segmentation' : keypoints !== undefined ? 'keypoints' : undefined
  const boxes = 'fovea evaluates boxes: give every detection a bbox of x, y, width and height in pixels.'
  return other === undefined ? undefined : `This entry has ${other} only. ${boxes}`
}
