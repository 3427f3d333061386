import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { resizeOpenCv } from '../../src/image/resizeOpenCv.ts'
import { resizePillow } from '../../src/image/resizePillow.ts'
import { largestDifference } from './largestDifference.ts'
import { noise } from './noise.ts'

const folder = join(import.meta.dirname, '../fixtures/image/resize')
type Size = [width: number, height: number]
const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as {
  small: { from: Size; to: Size }[]
  large: { from: Size; to: Size; opencv: string; pillow: string }[]
}

describe.each([
  { library: 'opencv', resize: resizeOpenCv },
  { library: 'pillow', resize: resizePillow },
] as const)('resizing as $library', ({ library, resize }) => {
  const pixels = gunzipSync(readFileSync(join(folder, `${library}.rgb.gz`)))
  let offset = 0
  const small = expected.small.map(({ from, to }) => {
    const start = offset
    offset += to[0] * to[1] * 3
    return { from, to, data: pixels.subarray(start, offset) }
  })

  test.each(small)('$from to $to equals the library to the bit', ({ from, to, data }) => {
    const resized = resize(noise(...from), ...to)
    expect({ width: resized.width, height: resized.height }).toEqual({ width: to[0], height: to[1] })
    expect(largestDifference(resized.data, data)).toBe(0)
  })

  test.each(expected.large)('$from to $to has the checksum of the library', ({ from, to, [library]: sum }) => {
    const resized = resize(noise(...from), ...to)
    expect(createHash('sha256').update(resized.data).digest('hex')).toBe(sum)
  })

  test('pixels of the right size come back as they are', () => {
    const image = noise(31, 7)
    expect(resize(image, 31, 7)).toBe(image)
  })

  test('a white image stays white at every size, without a dark or wrapped pixel', () => {
    const white = { data: new Uint8Array(97 * 61 * 3).fill(255), width: 97, height: 61 }
    const shades = [1, 13, 61, 150].flatMap(side => [...new Set(resize(white, side, 151 - side).data)])
    expect(new Set(shades)).toEqual(new Set([255]))
  })
})
