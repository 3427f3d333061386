import { channelTables, type TensorOptions } from './channelTables.ts'
import { ownMemory, type TensorMemory } from './createTensorMemory.ts'
import type { Pixels } from './pixels.ts'
import { slidingRows } from './slidingRows.ts'
import type { ImageTensor } from './toTensor.ts'

/** Of each output position: the input positions before and after it, inside the image, and their weights. */
type Taps = { before: Int32Array; after: Int32Array; near: Float32Array; far: Float32Array }

const linearTaps = (from: number, to: number, scale: number): Taps => {
  const step = 1 / scale
  const inside = (position: number) => Math.min(Math.max(position, 0), from - 1)
  const taps = {
    before: new Int32Array(to),
    after: new Int32Array(to),
    near: new Float32Array(to),
    far: new Float32Array(to),
  }
  for (let i = 0; i < to; i++) {
    const position = (i + 0.5) * step - 0.5
    const before = Math.floor(position)
    const fraction = Math.fround(position - before)
    taps.before[i] = inside(before)
    taps.after[i] = inside(before + 1)
    taps.near[i] = 1 - fraction
    taps.far[i] = fraction
  }
  return taps
}

/**
 * The float32 input of a model, `(value - mean) * scale` first and resized then, nothing rounded to bytes between: as
 * keras-retinanet resizes with OpenCV (`cv2.resize(image, None, fx=by, fy=by)`, bilinear, of a float32 image;
 * imgproc/src/resize.cpp). No antialiasing. Positions follow from the factor, not from the ratio of the sizes.
 * @param size.by the factor, of which `size.width` and `size.height` are the rounded results
 */
export function resizeToTensor(
  pixels: Pixels,
  { width, height, by }: { width: number; height: number; by: number },
  options: TensorOptions,
  memory: TensorMemory = ownMemory,
): ImageTensor {
  const { data } = pixels
  const planar = options.layout === 'NCHW'
  const columns = linearTaps(pixels.width, width, by)
  const rows = linearTaps(pixels.height, height, by)
  const [first, second, third] = channelTables(options)
  const tensor = memory(3 * width * height)

  /** Row `y` of the image, as wide as the result and in its layout: interleaved, or one channel after the other. */
  const stretchRow = (y: number, into: Float32Array): void => {
    const { before, after, near, far } = columns
    const begin = y * pixels.width * 3
    const [i0, i1, i2] = [begin + first.source, begin + second.source, begin + third.source]
    const [t0, t1, t2] = [first.table, second.table, third.table]
    const step = planar ? 1 : 3
    const next = planar ? width : 1
    for (let x = 0, o = 0; x < width; x++, o += step) {
      const a = before[x]! * 3
      const b = after[x]! * 3
      const wa = near[x]!
      const wb = far[x]!
      into[o] = t0[data[i0 + a]!]! * wa + t0[data[i0 + b]!]! * wb
      into[o + next] = t1[data[i1 + a]!]! * wa + t1[data[i1 + b]!]! * wb
      into[o + 2 * next] = t2[data[i2 + a]!]! * wa + t2[data[i2 + b]!]! * wb
    }
  }

  const rowsOf = slidingRows(stretchRow, new Float32Array(width * 3), new Float32Array(width * 3))
  const part = planar ? width : width * 3
  const apart = planar ? width * height : 0
  for (let y = 0; y < height; y++) {
    const { above, below } = rowsOf(rows.before[y]!, rows.after[y]!)
    const wa = rows.near[y]!
    const wb = rows.far[y]!
    for (let from = 0, start = y * part; from < width * 3; from += part, start += apart) {
      for (let i = from, o = start; i < from + part; i++, o++) tensor[o] = above[i]! * wa + below[i]! * wb
    }
  }
  return { data: tensor, dims: planar ? [1, 3, height, width] : [1, height, width, 3] }
}
