import type { Pixels } from '../../src/image/pixels.ts'

/** The same picture as `noise` of scripts/fixtures/images.py: a hash of each value's position. */
export function noise(width: number, height: number): Pixels {
  const data = new Uint8Array(width * height * 3)
  for (let i = 0; i < data.length; i++) {
    let x = Math.imul(i ^ (i >>> 15), 0x2c1b3c6d)
    x = Math.imul(x ^ (x >>> 12), 0x297a2d39)
    data[i] = x >>> 24
  }
  return { data, width, height }
}
