import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { decodeImage } from '../../src/image/decodeImage.ts'
import { largestDifference } from './largestDifference.ts'
import { makePng } from './makePng.ts'

const folder = join(import.meta.dirname, '../fixtures/image')
const read = (name: string) => readFileSync(join(folder, 'decode', name))

type Expected = { file: string; library: 'opencv' | 'pillow'; width: number; height: number; orientation: number }
const { images } = JSON.parse(read('expected.json').toString()) as { images: Expected[] }
const expectedPixels = gunzipSync(read('expected.rgb.gz'))
let offset = 0
const cases = images.map(image => {
  const start = offset
  offset += image.width * image.height * 3
  return { ...image, data: expectedPixels.subarray(start, offset) }
})

test.each(cases)('$file decodes to the pixels, size and orientation that $library gives', async expected => {
  const { header, pixels } = await decodeImage(read(expected.file))
  const { width, height, orientation } = expected
  expect(header).toMatchObject({ width, height, orientation })
  expect({ width: pixels.width, height: pixels.height }).toEqual({ width, height })
  expect(largestDifference(pixels.data, expected.data)).toBe(0)
})

test('the eight orientations of one picture are eight different arrangements of its pixels', () => {
  const sums = cases
    .filter(({ file }) => /^orientation-.\.jpg$/.test(file))
    .map(({ width, data }) => width + createHash('sha256').update(data).digest('hex'))
  expect(new Set(sums).size).toBe(8)
})

describe('a file cut short is corrupt, however little is missing', () => {
  const names = ['rgb.jpg', 'progressive.jpg', 'rgb.png', 'palette.png', 'lossy.webp', 'lossless-alpha.webp']
  const cuts = names.flatMap(name => [0.4, 0.7, 0.95, 1].map(part => ({ name, part })))
  test.each(cuts)('$name at $part of its length less 2 bytes', async ({ name, part }) => {
    const bytes = read(name)
    const cut = bytes.subarray(0, Math.floor(bytes.length * part) - 2)
    await expect(decodeImage(cut)).rejects.toMatchObject({ code: 'IMAGE_CORRUPT' })
  })
})

test('a flipped byte in the compressed pixels of a PNG is corrupt', async () => {
  const bytes = Uint8Array.from(read('rgba.png'))
  bytes[bytes.length - 30]! ^= 0x55
  await expect(decodeImage(bytes)).rejects.toMatchObject({ code: 'IMAGE_CORRUPT' })
})

test('a 31 KB PNG of 256 megapixels is refused within 200 ms and without the memory of its pixels', async () => {
  const bomb = makePng(16_000, 16_000)
  expect(bomb.length).toBeLessThan(40_000)
  const begun = performance.now()
  const before = process.memoryUsage().rss
  await expect(decodeImage(bomb)).rejects.toMatchObject({ code: 'IMAGE_TOO_LARGE' })
  expect(performance.now() - begun).toBeLessThan(200)
  expect(process.memoryUsage().rss - before).toBeLessThan(50e6)
})

test('an image of 1 by 16000 pixels decodes', async () => {
  const { pixels } = await decodeImage(makePng(1, 16_000))
  expect(pixels).toEqual({ data: new Uint8Array(48_000), width: 1, height: 16_000 })
})

test('2000 damaged images give pixels or a code, none of them after more than 2 seconds', {
  timeout: 120_000,
}, async () => {
  let seed = 20_261_120
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((seed / 2 ** 32) * below)
  }
  const codes = new Set<unknown>()
  let slowest = 0
  for (let n = 0; n < 2000; n++) {
    const bytes = Uint8Array.from(read(images[random(images.length)]!.file))
    const reach = random(2) === 0 ? bytes.length : 100
    for (let i = random(8); i >= 0; i--) bytes[random(Math.min(reach, bytes.length))] = random(256)
    const begun = performance.now()
    codes.add(
      await decodeImage(bytes).then(
        () => 'decoded',
        error => error.code ?? error,
      ),
    )
    slowest = Math.max(slowest, performance.now() - begun)
  }
  expect([...codes].sort()).toEqual(['IMAGE_CORRUPT', 'IMAGE_TOO_LARGE', 'IMAGE_UNSUPPORTED', 'decoded'])
  expect(slowest).toBeLessThan(2000)
})

const photos = join(import.meta.dirname, '../../../shared/data/coco128/images')
const sums = JSON.parse(readFileSync(join(folder, 'photos.json'), 'utf8')).photos as Record<
  string,
  { width: number; height: number; sha256: string }
>
describe.skipIf(!existsSync(photos))('photos of coco128 (skipped without ../shared/data/coco128)', () => {
  test.each(Object.entries(sums))('%s decodes to the pixels of Pillow and OpenCV', async (name, expected) => {
    const { pixels } = await decodeImage(readFileSync(join(photos, name)))
    const sha256 = createHash('sha256').update(pixels.data).digest('hex')
    expect({ width: pixels.width, height: pixels.height, sha256 }).toEqual(expected)
  })
})
