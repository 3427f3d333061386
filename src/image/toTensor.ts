import { channelTables, type TensorOptions } from './channelTables.ts'
import { ownMemory, type TensorMemory } from './createTensorMemory.ts'
import type { Pixels } from './pixels.ts'

/** A float32 input of a model and its shape, batch 1. */
export type ImageTensor = { data: Float32Array; dims: number[] }

/** The float32 input of a model: `(value - mean) * scale` of every channel of every pixel. */
export function toTensor(
  { data, width, height }: Pixels,
  options: TensorOptions,
  memory: TensorMemory = ownMemory,
): ImageTensor {
  const tensor = memory(3 * width * height)
  const planar = options.layout === 'NCHW'
  const step = planar ? 1 : 3
  for (const [c, { source, table }] of channelTables(options).entries()) {
    let o = planar ? c * width * height : c
    for (let i = source; i < data.length; i += 3, o += step) tensor[o] = table[data[i]!]!
  }
  return { data: tensor, dims: planar ? [1, 3, height, width] : [1, height, width, 3] }
}
