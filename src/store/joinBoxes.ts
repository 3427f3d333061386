/** Boxes as eval/ takes them, [N, 4], of a column [N] for each of the four numbers. */
export function joinBoxes(x: Float64Array, y: Float64Array, width: Float64Array, height: Float64Array): Float64Array {
  const boxes = new Float64Array(4 * x.length)
  for (let row = 0; row < x.length; row++) {
    boxes[4 * row] = x[row]!
    boxes[4 * row + 1] = y[row]!
    boxes[4 * row + 2] = width[row]!
    boxes[4 * row + 3] = height[row]!
  }
  return boxes
}
