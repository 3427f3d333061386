import { recallPoints } from './settings.ts'

/**
 * How many objects must be found to reach each recall point: the least k with k / total >= point, at least 1.
 * @param needed [R] takes the answer
 */
export function rightsNeeded(total: number, needed: Int32Array = new Int32Array(recallPoints.length)): Int32Array {
  for (let r = 0; r < recallPoints.length; r++) {
    const point = recallPoints[r]!
    let right = Math.max(1, Math.floor(point * total) - 1)
    while (right / total < point) right++
    needed[r] = right
  }
  return needed
}
