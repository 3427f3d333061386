import type { Pixels } from './pixels.ts'
import { roundHalfToEven } from './roundHalfToEven.ts'
import { slidingRows } from './slidingRows.ts'

/** A weight of 1 in the 11-bit fixed point of OpenCV's 8-bit resizer. */
const ONE = 2048

/** Of each output position: the input position before it, not clipped, and the weights of that one and the next. */
type Taps = { before: Int32Array; near: Int32Array; far: Int32Array }

const linearTaps = (from: number, to: number): Taps => {
  const scale = 1 / (to / from)
  const taps: Taps = { before: new Int32Array(to), near: new Int32Array(to), far: new Int32Array(to) }
  for (let i = 0; i < to; i++) {
    const position = Math.fround((i + 0.5) * scale - 0.5)
    const before = Math.floor(position)
    const fraction = Math.fround(position - before)
    taps.before[i] = before
    taps.near[i] = roundHalfToEven(Math.fround(1 - fraction) * ONE)
    taps.far[i] = roundHalfToEven(fraction * ONE)
  }
  return taps
}

/** Columns outside the image take the border pixel with the whole weight. */
const clipColumns = ({ before, near, far }: Taps, from: number): void => {
  for (let i = 0; i < before.length; i++) {
    if (before[i]! >= 0 && before[i]! < from - 1) continue
    before[i] = before[i]! < 0 ? 0 : from - 1
    near[i] = ONE
    far[i] = 0
  }
}

/**
 * Resizes as OpenCV's `cv2.resize(image, (width, height), interpolation=cv2.INTER_LINEAR)` resizes 8-bit images, to
 * the bit: two by two pixels by their distance from half-pixel centres, no antialiasing, weights of 11 bits
 * (imgproc/src/resize.cpp). keras-retinanet and other models trained with OpenCV expect it.
 *
 * @param width columns of the result, a positive integer
 * @param height rows of the result, a positive integer
 * @returns `pixels` itself when the size is already right
 */
export const resizeOpenCv = (pixels: Pixels, width: number, height: number): Pixels => {
  if (width === pixels.width && height === pixels.height) return pixels
  const { data } = pixels
  const columns = linearTaps(pixels.width, width)
  clipColumns(columns, pixels.width)
  const rows = linearTaps(pixels.height, height)
  const stride = width * 3
  const out = new Uint8Array(stride * height)

  const stretchRow = (y: number, into: Int32Array): void => {
    const start = y * pixels.width * 3
    for (let x = 0, o = 0; x < width; x++, o += 3) {
      const near = columns.near[x]!
      const far = columns.far[x]!
      const i = start + columns.before[x]! * 3
      const next = far === 0 ? 0 : 3
      into[o] = (Math.imul(data[i]!, near) + Math.imul(data[i + next]!, far)) >> 4
      into[o + 1] = (Math.imul(data[i + 1]!, near) + Math.imul(data[i + next + 1]!, far)) >> 4
      into[o + 2] = (Math.imul(data[i + 2]!, near) + Math.imul(data[i + next + 2]!, far)) >> 4
    }
  }

  const rowsOf = slidingRows(stretchRow, new Int32Array(stride), new Int32Array(stride))
  const clipRow = (y: number): number => Math.min(Math.max(y, 0), pixels.height - 1)
  for (let y = 0; y < height; y++) {
    const { above, below } = rowsOf(clipRow(rows.before[y]!), clipRow(rows.before[y]! + 1))
    const near = rows.near[y]!
    const far = rows.far[y]!
    for (let x = 0, o = y * stride; x < stride; x++, o++) {
      out[o] = ((Math.imul(near, above[x]!) >> 16) + (Math.imul(far, below[x]!) >> 16) + 2) >> 2
    }
  }
  return { data: out, width, height }
}
