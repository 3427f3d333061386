import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { decodeImage } from '../../src/image/decodeImage.ts'
import { resizeToTensor } from '../../src/image/resizeToTensor.ts'
import { toTensor } from '../../src/image/toTensor.ts'
import { readNpy } from '../helper/readNpy.ts'
import { noise } from './noise.ts'

const plain = { layout: 'NHWC', colour: 'RGB', mean: [0, 0, 0], scale: [1, 1, 1] } as const
const keras = { layout: 'NHWC', colour: 'BGR', mean: [103.939, 116.779, 123.68], scale: [1, 1, 1] } as const

/** One row of two pixels, and one column of the same. */
const row = { data: Uint8Array.of(10, 0, 200, 110, 7, 100), width: 2, height: 1 }
const column = { ...row, width: 1, height: 2 }

const toHundredth = (values: Float32Array) => [...values].map(value => Math.round(value * 100) / 100)

/** 2 by 1.75 is 3.5 and so 4; positions are -0.214, 0.357, 0.929, 1.5 (by 4 / 2 they would be -0.25, 0.25, 0.75, 1.25). */
const stretched = [10, 0, 200, 45.71, 2.5, 164.29, 102.86, 6.5, 107.14, 110, 7, 100]

test.each([
  ['columns', row, 4, 1],
  ['rows', column, 1, 4],
] as const)(
  '%s are sampled by the factor, not by the ratio of the sizes, and repeat at the border',
  (_, image, width, height) => {
    const { data, dims } = resizeToTensor(image, { width, height, by: 1.75 }, plain)
    expect(dims).toEqual([1, height, width, 3])
    expect(toHundredth(data)).toEqual(stretched)
  },
)

test.each([
  ['up', 31, 17, 1.7],
  ['down', 90, 70, 0.3],
])('NCHW resized %s holds what NHWC holds, one plane a channel', (_, width, height, by) => {
  const size = { width: Math.round(width * by), height: Math.round(height * by), by }
  const planes = resizeToTensor(noise(width, height), size, { ...keras, layout: 'NCHW' })
  const together = resizeToTensor(noise(width, height), size, keras)
  expect(planes.dims).toEqual([1, 3, size.height, size.width])
  const pixels = size.width * size.height
  const gathered = Float32Array.from(
    { length: pixels * 3 },
    (_, i) => planes.data[(i % 3) * pixels + Math.floor(i / 3)]!,
  )
  expect(gathered).toEqual(together.data)
})

test('BGR turns the channels round, and mean and scale follow that order', () => {
  const options = { ...plain, colour: 'BGR', mean: [200, 0, 10], scale: [1, 10, 0.5] } as const
  const { data } = resizeToTensor(row, { width: 2, height: 1, by: 1 }, options)
  expect([...data]).toEqual([0, 0, 0, -100, 70, 50])
})

test.each(['NHWC', 'NCHW'] as const)('at a factor of 1 it is toTensor, in %s', layout => {
  const image = noise(13, 9)
  expect(resizeToTensor(image, { width: 13, height: 9, by: 1 }, { ...keras, layout })).toEqual(
    toTensor(image, { ...keras, layout }),
  )
})

const shared = resolve('../shared')
const reference = join(shared, 'retinanet/reference')
const needsShared = test.skipIf(!existsSync(reference))

/** Largest difference of the tensor from what OpenCV made of this part of photo 8021, without its first rows and columns. */
function differenceFrom({ data, dims }: { data: Float32Array; dims: number[] }, without: number): number {
  const expected = readNpy(join(reference, 'crop_after_resize.npy'))
  expect(dims).toEqual([1, 800, 1067, 3])
  let largest = 0
  for (let y = without; y < 64; y++)
    for (let i = without * 3; i < 64 * 3; i++) {
      const found = data[((333 + y) * 1067 + 500) * 3 + i]!
      largest = Math.max(largest, Math.abs(found - expected.data[y * 64 * 3 + i]!))
    }
  return largest
}

const size = { width: 1067, height: 800, by: 800 / 480 }

needsShared('a photo becomes what OpenCV makes of it in float32 (needs ../shared)', async () => {
  const { pixels } = await decodeImage(readFileSync(join(shared, 'data/000000008021.jpg')))
  expect(differenceFrom(resizeToTensor(pixels, size, keras), 0)).toBeLessThan(2e-5)
})

needsShared('a part of a photo becomes what OpenCV makes of it in float32 (needs ../shared)', () => {
  const before = readNpy(join(reference, 'crop_before_resize.npy'))
  const image = { data: new Uint8Array(640 * 480 * 3), width: 640, height: 480 }
  for (let y = 0; y < 64; y++)
    for (let i = 0; i < 64 * 3; i++) {
      const to = ((200 + y) * 640 + 300) * 3 + i
      image.data[to - (i % 3) + 2 - (i % 3)] = Math.round(before.data[y * 64 * 3 + i]! + keras.mean[i % 3]!)
    }
  expect(differenceFrom(resizeToTensor(image, size, keras), 1)).toBeLessThan(2e-5)
})
