import type { Pixels } from './pixels.ts'

/** Bits after the point of a weight: 32 less 8 of the pixel and 2 to spare, as in Pillow. */
const PRECISION = 22
const HALF = 1 << (PRECISION - 1)

/**
 * Fixed-point weights of one axis: output `i` is the sum of `count[i]` input pixels from `first[i]` on,
 * weighted by `weights[i * taps]` and the following.
 */
type Weights = { taps: number; first: Int32Array; count: Int32Array; weights: Int32Array }

const triangleWeights = (from: number, to: number): Weights => {
  const scale = from / to
  const support = Math.max(scale, 1)
  const taps = Math.ceil(support) * 2 + 1
  const first = new Int32Array(to)
  const count = new Int32Array(to)
  const weights = new Int32Array(to * taps)
  const exact = new Float64Array(taps)
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * scale
    const start = Math.max(Math.trunc(centre - support + 0.5), 0)
    const length = Math.min(Math.trunc(centre + support + 0.5), from) - start
    let sum = 0
    for (let k = 0; k < length; k++) {
      exact[k] = Math.max(1 - Math.abs((k + start - centre + 0.5) * (1 / support)), 0)
      sum += exact[k]!
    }
    for (let k = 0; k < length; k++) weights[i * taps + k] = Math.trunc(0.5 + (exact[k]! / sum) * (1 << PRECISION))
    first[i] = start
    count[i] = length
  }
  return { taps, first, count, weights }
}

const resizeRows = ({ data, width, height }: Pixels, to: number): Pixels => {
  const { taps, first, count, weights } = triangleWeights(width, to)
  const out = new Uint8Array(to * height * 3)
  let o = 0
  for (let y = 0; y < height; y++) {
    const row = y * width * 3
    for (let x = 0; x < to; x++) {
      let i = row + first[x]! * 3
      let w = x * taps
      const end = w + count[x]!
      let red = HALF
      let green = HALF
      let blue = HALF
      for (; w < end; w++, i += 3) {
        const weight = weights[w]!
        red += Math.imul(data[i]!, weight)
        green += Math.imul(data[i + 1]!, weight)
        blue += Math.imul(data[i + 2]!, weight)
      }
      out[o++] = red >> PRECISION
      out[o++] = green >> PRECISION
      out[o++] = blue >> PRECISION
    }
  }
  return { data: out, width: to, height }
}

const resizeColumns = ({ data, width, height }: Pixels, to: number): Pixels => {
  const { taps, first, count, weights } = triangleWeights(height, to)
  const stride = width * 3
  const out = new Uint8Array(stride * to)
  let o = 0
  for (let y = 0; y < to; y++) {
    const top = first[y]! * stride
    const begin = y * taps
    const end = begin + count[y]!
    for (let x = 0; x < stride; x++) {
      let sum = HALF
      for (let w = begin, i = top + x; w < end; w++, i += stride) sum += Math.imul(data[i]!, weights[w]!)
      out[o++] = sum >> PRECISION
    }
  }
  return { data: out, width, height: to }
}

/**
 * Resizes as Pillow's `Image.resize((width, height), Resampling.BILINEAR)` does, to the bit: a triangle filter that
 * widens when shrinking (antialiasing), rows before columns, 8 bits between the two passes
 * (libImaging/Resample.c). DEIM and other models trained with torchvision expect it.
 *
 * @param width columns of the result, a positive integer
 * @param height rows of the result, a positive integer
 * @returns `pixels` itself when the size is already right
 */
export const resizePillow = (pixels: Pixels, width: number, height: number): Pixels => {
  const across = width === pixels.width ? pixels : resizeRows(pixels, width)
  return height === pixels.height ? across : resizeColumns(across, height)
}
