import { boxIou } from '../boxIou.ts'
import type { Inspection } from './inspect.ts'

/**
 * The highest IoU of a box with an object on an image, crowds left out; 0 where there is none.
 * @param boxes [n, 4] x, y, width, height
 * @param at position of the box's first number
 * @param category position of the only category to look at; null: any
 */
export function bestIou(
  { groundTruth, objects, objectCategories }: Inspection,
  image: number,
  boxes: Float64Array,
  at: number,
  category: number | null,
): number {
  let best = 0
  for (let object = objects.first[image]!; object >= 0; object = objects.next[object]!) {
    if (category !== null && objectCategories[object] !== category) continue
    best = Math.max(best, boxIou(boxes, at, groundTruth.annotations.boxes, 4 * object, false))
  }
  return best
}
