/** More than slips of a tool that clips boxes. */
const enoughRows = 10
const leastShare = 0.02

/**
 * Rows of negative width or height, where there are so many that the numbers must mean something else; none otherwise.
 * @param boxes [n, 4] x, y, width, height
 */
export function negativeInBulk(boxes: Float64Array): readonly number[] {
  const rows: number[] = []
  for (let at = 0; at < boxes.length; at += 4) if (boxes[at + 2]! < 0 || boxes[at + 3]! < 0) rows.push(at / 4)
  return rows.length >= enoughRows && rows.length > (leastShare * boxes.length) / 4 ? rows : []
}
