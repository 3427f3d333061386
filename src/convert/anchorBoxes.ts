type AnchorSettings = {
  /** side of a square anchor of scale 1, pixels of the network's input */
  size: number
  /** height to width */
  ratios: readonly number[]
  /** factors of the size */
  scales: readonly number[]
}

/**
 * Anchors around the centre of a position, `[ratios × scales, 4]` as x1, y1, x2, y2 in pixels; scales run within ratios
 * (keras-retinanet, utils/anchors.py, generate_anchors). To the bit as numpy has them there: ratios, scales and size ×
 * scale are float32, all between is float64, and the result is float32.
 */
export function anchorBoxes({ size, ratios, scales }: AnchorSettings): Float32Array {
  return Float32Array.from(
    ratios.flatMap(ratio =>
      scales.flatMap(scale => {
        const side = Math.fround(size * Math.fround(scale))
        const width = Math.sqrt((side * side) / Math.fround(ratio))
        const height = width * Math.fround(ratio)
        return [-width / 2, -height / 2, width / 2, height / 2]
      }),
    ),
  )
}
