import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { decodeImage } from '../../src/image/decodeImage.ts'
import { drawBoxes } from '../../src/image/drawBoxes.ts'
import { openPixels } from '../../src/image/openPixels.ts'
import type { Pixels } from '../../src/image/pixels.ts'
import { readImageHeader } from '../../src/image/readImageHeader.ts'
import { cpuOf } from '../helper/cpuOf.ts'

const grey = (width: number, height: number) =>
  openPixels({ data: new Uint8Array(width * height * 3).fill(128), width, height })
    .png()
    .toBuffer()

const at = ({ data, width }: Pixels, x: number, y: number) => [...data.subarray((y * width + x) * 3).subarray(0, 3)]
const background = [128, 128, 128]

const dog = { x: 100, y: 80, width: 120, height: 90, label: 'dog', score: 0.891 }

test('the edges of a box and its caption above it change, its inside and pixels far away do not', async () => {
  const { pixels } = await decodeImage(await drawBoxes(await grey(400, 300), [dog], { format: 'PNG' }))
  const colour = at(pixels, 100, 80)
  expect(colour).not.toEqual(background)
  for (const [x, y] of [
    [100, 120],
    [219, 120],
    [160, 80],
    [160, 169],
  ] as const)
    expect(at(pixels, x, y)).toEqual(colour)
  expect(at(pixels, 101, 71)).not.toEqual(background)
  expect(at(pixels, 160, 125)).toEqual(background)
  for (const [x, y] of [
    [10, 10],
    [390, 290],
    [230, 125],
    [160, 180],
    [95, 125],
    [160, 65],
  ] as const)
    expect(at(pixels, x, y)).toEqual(background)
})

test('the caption is legible: "dog 0.89" is written in ink on the colour of the box', async () => {
  const { pixels } = await decodeImage(await drawBoxes(await grey(400, 300), [dog], { format: 'PNG' }))
  const ink = at(pixels, 105, 72)
  const rows = Array.from({ length: 7 }, (_, y) =>
    Array.from({ length: 47 }, (_, x) => (String(at(pixels, 101 + x, 71 + y)) === String(ink) ? '#' : '.')).join(''),
  )
  expect(rows).toEqual([
    '....#....................###.........###...###.',
    '....#...................#...#.......#...#.#...#',
    '.####..###...####.......#..##.......#...#.#...#',
    '#...#.#...#.#...#.......#.#.#........###...####',
    '#...#.#...#.#...#.......##..#.......#...#.....#',
    '#...#.#...#.#...#.......#...#..##...#...#....#.',
    '.####..###...####........###...##....###...##..',
  ])
})

test('the answer has the size of the upright image', async () => {
  const lying = readFileSync(join(import.meta.dirname, '../fixtures/image/decode/orientation-6.jpg'))
  const drawn = await drawBoxes(lying, [{ x: 2, y: 2, width: 9, height: 9, label: 'cat', score: 1 }])
  expect(await readImageHeader(drawn)).toEqual({ format: 'JPEG', width: 17, height: 23, orientation: 1 })
})

test('each of 16 labels in one picture has a colour of its own, the same in every picture', async () => {
  const boxes = Array.from({ length: 16 }, (_, i) => ({
    x: 10 + i * 20,
    y: 100,
    width: 15,
    height: 50,
    label: `label ${i}`,
    score: 0.5,
  }))
  const edges = async (some: typeof boxes) => {
    const { pixels } = await decodeImage(await drawBoxes(await grey(400, 300), some, { format: 'PNG' }))
    return some.map(({ x }) => String(at(pixels, x, 125)))
  }
  const all = await edges(boxes)
  expect(new Set(all).size).toBe(16)
  expect(await edges(boxes.toReversed())).toEqual(all.toReversed())
})

test('lines and captions of a large image are thicker', async () => {
  const { pixels } = await decodeImage(
    await drawBoxes(await grey(3000, 2000), [{ ...dog, x: 1000, y: 800, width: 900, height: 700 }], { format: 'PNG' }),
  )
  const colour = at(pixels, 1000, 1200)
  expect(at(pixels, 1006, 1200)).toEqual(colour)
  expect(at(pixels, 1003, 800 - 60)).toEqual(colour)
})

test.each([
  ['wholly outside', { x: -500, y: 900, width: 20, height: 20 }],
  ['larger than the image', { x: -10, y: -10, width: 900, height: 900 }],
  ['without area', { x: 5, y: 5, width: 0, height: 0 }],
])('a box %s is drawn as far as the image goes', async (_, box) => {
  const drawn = await drawBoxes(await grey(64, 48), [{ ...box, label: 'été 漢', score: 0.5 }])
  expect(await readImageHeader(drawn)).toMatchObject({ width: 64, height: 48 })
})

test('300 boxes on 49 megapixels take little time, and everything else gets its turns between them', async () => {
  const large = await sharp({ create: { width: 7000, height: 7000, channels: 3, background: '#808080' } })
    .jpeg()
    .toBuffer()
  const boxes = Array.from({ length: 300 }, (_, i) => ({ ...dog, x: i * 2, y: i * 2, width: 6300, height: 6300 }))
  const { total, stretch } = await cpuOf(() => drawBoxes(large, boxes))
  expect(total).toBeLessThan(1500)
  expect(stretch).toBeLessThan(50)
})
