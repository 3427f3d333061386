import type { Finding } from '../finding.ts'
import { sayCount, sayNumber } from './sayCount.ts'

/**
 * Tells boxes all but a hundredth of whose values lie in -1 to 1.
 * @param boxes [n, 4]
 * @param whose for the message: ' of the ground truth'
 */
export function describeNormalised(boxes: Float64Array, whose = ''): Finding | null {
  const limit = boxes.length / 100
  if (boxes.length === 0 || countOutsideUnit(boxes, limit) > limit) return null
  const outside = countOutsideUnit(boxes, boxes.length)
  const all = sayCount(boxes.length, 'box value')
  const values = outside === 0 ? `All ${all}` : `${sayNumber(boxes.length - outside)} of ${all}`
  return {
    code: 'BOX_FORMAT_SUSPECT',
    severity: 'SUSPICION',
    message: `${values}${whose} are <= 1: they look normalised, but pixels are expected.`,
    hint: "Multiply x and width by the image's width, y and height by its height.",
    count: boxes.length / 4,
  }
}

/** Counts values outside -1 to 1, and stops above `limit`. */
function countOutsideUnit(boxes: Float64Array, limit: number): number {
  let outside = 0
  for (let i = 0; i < boxes.length && outside <= limit; i++) if (Math.abs(boxes[i]!) > 1) outside++
  return outside
}
