import type { Finding } from '../finding.ts'
import { areNegativeInBulk } from './areNegativeInBulk.ts'
import { sayCount, sayFirst, sayNumber } from './sayCount.ts'

/**
 * Tells boxes many of which have a negative width or height.
 * @param boxes [n, 4] x, y, width, height
 * @param what 'detection', 'annotation'
 * @param labelOf how a message names a row
 */
export function describeNegative(boxes: Float64Array, what: string, labelOf: (row: number) => string): Finding | null {
  const rows: number[] = []
  for (let at = 0; at < boxes.length; at += 4) if (boxes[at + 2]! < 0 || boxes[at + 3]! < 0) rows.push(at / 4)
  if (!areNegativeInBulk(rows.length, boxes.length / 4)) return null
  return {
    code: 'BOX_FORMAT_SUSPECT',
    severity: 'SUSPICION',
    message:
      `${sayNumber(rows.length)} of ${sayCount(boxes.length / 4, what)} have a negative width or height ` +
      `(${sayFirst(rows.slice(0, 3).map(labelOf))}) and match nothing: either x,y,width,height were read as x1,y1,x2,y2, ` +
      'or the corners of a box are in the wrong order.',
    hint:
      'If the values are x, y, width, height, head the columns so, and subtract nothing; if they are corners, give the ' +
      'upper left one first.',
    count: rows.length,
  }
}
