import { expect, test } from 'vitest'
import { toTensor } from '../../src/image/toTensor.ts'

const twoPixels = { data: Uint8Array.of(1, 2, 3, 251, 252, 253), width: 2, height: 1 }
const plain = { mean: [0, 0, 0], scale: [1, 1, 1] } as const

test('NCHW holds one plane a channel', () => {
  const { data, dims } = toTensor(twoPixels, { layout: 'NCHW', colour: 'RGB', ...plain })
  expect(dims).toEqual([1, 3, 1, 2])
  expect([...data]).toEqual([1, 251, 2, 252, 3, 253])
})

test('NHWC holds the channels of a pixel together', () => {
  const { data, dims } = toTensor(twoPixels, { layout: 'NHWC', colour: 'RGB', ...plain })
  expect(dims).toEqual([1, 1, 2, 3])
  expect([...data]).toEqual([1, 2, 3, 251, 252, 253])
})

test('BGR turns the channels round, and mean and scale follow that order', () => {
  const { data } = toTensor(twoPixels, { layout: 'NHWC', colour: 'BGR', mean: [3, 2, 0], scale: [1, 10, 100] })
  expect([...data]).toEqual([0, 0, 100, 250, 2500, 25_100])
})

test('every value from 0 to 255 is (value - mean) * scale in single precision', () => {
  const data = Uint8Array.from({ length: 256 * 3 }, (_, i) => Math.floor(i / 3))
  const tensor = toTensor(
    { data, width: 16, height: 16 },
    { layout: 'NHWC', colour: 'RGB', mean: [123.675, 116.28, 103.53], scale: [1 / 58.395, 1 / 57.12, 1 / 57.375] },
  )
  for (const value of [0, 1, 127, 128, 254, 255]) {
    expect(tensor.data[value * 3]).toBe(Math.fround((value - 123.675) * (1 / 58.395)))
    expect(tensor.data[value * 3 + 2]).toBe(Math.fround((value - 103.53) * (1 / 57.375)))
  }
})
