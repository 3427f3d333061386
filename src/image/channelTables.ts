/** One number a channel, in the order of the tensor's channels. */
type Three = readonly [number, number, number]

/** How a model wants its pixels as float32. */
export type TensorOptions = {
  /** order of the dimensions: `[1, 3, height, width]` or `[1, height, width, 3]` */
  layout: 'NCHW' | 'NHWC'
  /** order of the channels, and of `mean` and `scale` */
  colour: 'RGB' | 'BGR'
  /** taken from each value of 0 to 255 */
  mean: Three
  /** what is left is multiplied by this */
  scale: Three
}

/** What one channel of a tensor is made from: its position in an RGB pixel, and `(value - mean) * scale` by value. */
export type Channel = { source: number; table: Float32Array }

/** The channels of a tensor in their order. */
export function channelTables({ colour, mean, scale }: TensorOptions): [Channel, Channel, Channel] {
  const channel = (c: 0 | 1 | 2): Channel => ({
    source: colour === 'RGB' ? c : 2 - c,
    table: Float32Array.from({ length: 256 }, (_, value) => (value - mean[c]) * scale[c]),
  })
  return [channel(0), channel(1), channel(2)]
}
