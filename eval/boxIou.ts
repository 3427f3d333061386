/**
 * Intersection over union of two boxes, 0 where they do not touch; over the first box's area alone where `crowd`.
 * `a` and `b` are [n, 4] columns of x, y, width, height in pixels; `i` and `j` are positions of a box's first number.
 * No pixel is added to a width. The operations are those of the reference in their order, so that the answer is the
 * same to the bit. Source: cocoapi common/maskApi.c, bbIou.
 */
export function boxIou(a: Float64Array, i: number, b: Float64Array, j: number, crowd: boolean): number {
  const aWidth = a[i + 2]!
  const aHeight = a[i + 3]!
  const bWidth = b[j + 2]!
  const bHeight = b[j + 3]!
  const width = Math.min(a[i]! + aWidth, b[j]! + bWidth) - Math.max(a[i]!, b[j]!)
  if (width <= 0) return 0
  const height = Math.min(a[i + 1]! + aHeight, b[j + 1]! + bHeight) - Math.max(a[i + 1]!, b[j + 1]!)
  if (height <= 0) return 0
  const intersection = width * height
  const area = aWidth * aHeight
  return intersection / (crowd ? area : area + bWidth * bHeight - intersection)
}
