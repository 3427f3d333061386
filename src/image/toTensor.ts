import type { Pixels } from './pixels.ts'

/** One number a channel, in the order of the tensor's channels. */
type Three = readonly [number, number, number]

export type TensorOptions = {
  /** order of the dimensions: `[1, 3, height, width]` or `[1, height, width, 3]` */
  layout: 'NCHW' | 'NHWC'
  /** order of the channels, and of `mean` and `scale` */
  colour: 'RGB' | 'BGR'
  /** taken from each value of 0 to 255 */
  mean: Three
  /** what is left is multiplied by this */
  scale: Three
  /** Size of the tensor when it is larger than the image, which then lies at its top left; `value` is written as it
   * is around the image, mean and scale do not touch it. */
  padTo?: { width: number; height: number; value: number }
}

/**
 * The float32 input of a model: `(value - mean) * scale` of every channel of every pixel.
 * @param options.padTo must be at least as large as the image
 */
export function toTensor(
  { data, width, height }: Pixels,
  { layout, colour, mean, scale, padTo }: TensorOptions,
): { data: Float32Array; dims: number[] } {
  const outWidth = padTo?.width ?? width
  const outHeight = padTo?.height ?? height
  if (outWidth < width || outHeight < height)
    throw new RangeError(`Expected padTo of at least ${width} × ${height} but received ${outWidth} × ${outHeight}`)
  const tensor = new Float32Array(3 * outWidth * outHeight)
  if (padTo && padTo.value !== 0) tensor.fill(padTo.value)
  const planar = layout === 'NCHW'
  const step = planar ? 1 : 3
  for (let c = 0; c < 3; c++) {
    const table = Float32Array.from({ length: 256 }, (_, value) => (value - mean[c]!) * scale[c]!)
    const source = colour === 'RGB' ? c : 2 - c
    const start = planar ? c * outWidth * outHeight : c
    for (let y = 0; y < height; y++) {
      let o = start + y * outWidth * step
      const end = (y + 1) * width * 3
      for (let i = y * width * 3 + source; i < end; i += 3, o += step) tensor[o] = table[data[i]!]!
    }
  }
  return { data: tensor, dims: planar ? [1, 3, outHeight, outWidth] : [1, outHeight, outWidth, 3] }
}
