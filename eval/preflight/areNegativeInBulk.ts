/** More than slips of a tool that clips boxes. */
const enoughRows = 10
const leastShare = 0.02

/** Whether so many of the boxes have a negative width or height that the numbers must mean something else. */
export function areNegativeInBulk(negative: number, boxes: number): boolean {
  return negative >= enoughRows && negative > leastShare * boxes
}
