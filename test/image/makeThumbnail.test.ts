import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { decodeImage } from '../../src/image/decodeImage.ts'
import { makeThumbnail } from '../../src/image/makeThumbnail.ts'
import { openPixels } from '../../src/image/openPixels.ts'
import type { Pixels } from '../../src/image/pixels.ts'
import { readImageHeader } from '../../src/image/readImageHeader.ts'
import { largestDifference } from './largestDifference.ts'
import { makePng } from './makePng.ts'
import { noise } from './noise.ts'

const read = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/image/decode', name))

test.each([
  { from: [640, 480], to: [256, 192] },
  { from: [480, 640], to: [192, 256] },
  { from: [100, 40], to: [100, 40] },
  { from: [16_000, 1], to: [256, 1] },
])('$from becomes a JPEG of $to', async ({ from: [width, height], to }) => {
  const thumbnail = await makeThumbnail(makePng(width!, height!))
  expect(await readImageHeader(thumbnail)).toEqual({ format: 'JPEG', width: to[0], height: to[1], orientation: 1 })
})

test('a JPEG lying on its side becomes an upright thumbnail of the side asked for', async () => {
  const thumbnail = await makeThumbnail(read('orientation-6.jpg'), 8)
  expect(await readImageHeader(thumbnail)).toEqual({ format: 'JPEG', width: 6, height: 8, orientation: 1 })
})

test('a large JPEG keeps its colours while it is shrunk as it loads', async () => {
  const bytes = await openPixels({ ...noise(1, 1), data: Uint8Array.of(200, 60, 20) })
    .resize(2000, 1000)
    .jpeg()
    .toBuffer()
  const { pixels } = await decodeImage(await makeThumbnail(bytes))
  expect([pixels.width, pixels.height]).toEqual([256, 128])
  expect(largestDifference(pixels.data.subarray(0, 3), [200, 60, 20])).toBeLessThanOrEqual(3)
})

test.each(['rgba.png', 'cmyk-plain.jpg', 'grey-alpha.png', 'lossless-alpha.webp'])(
  'the thumbnail of %s shows the colours of the decoded image: alpha is dropped, not blended',
  async name => {
    const { pixels } = await decodeImage(read(name))
    const means = ({ data }: Pixels) =>
      [0, 1, 2].map(c => data.reduce((sum, value, i) => (i % 3 === c ? sum + value : sum), 0) / (data.length / 3))
    const thumbnail = await decodeImage(await makeThumbnail(read(name), 23))
    expect(largestDifference(means(thumbnail.pixels), means(pixels))).toBeLessThan(2)
  },
)

test('a truncated photo has no thumbnail', async () => {
  const bytes = read('rgb.jpg')
  await expect(makeThumbnail(bytes.subarray(0, bytes.length - 100))).rejects.toMatchObject({ code: 'IMAGE_CORRUPT' })
})
