import { expect, test } from 'vitest'
import { createTensorMemory } from '../../src/image/createTensorMemory.ts'
import { resizeToTensor } from '../../src/image/resizeToTensor.ts'
import { toTensor } from '../../src/image/toTensor.ts'
import { noise } from './noise.ts'

const options = { layout: 'NHWC', colour: 'BGR', mean: [1, 2, 3], scale: [1, 1, 1] } as const

test('tensors of every size are the same in room that was used before, the larger before the smaller too', () => {
  const memory = createTensorMemory()
  for (const [width, height] of [
    [40, 30],
    [7, 5],
    [50, 41],
    [7, 5],
  ] as const) {
    const image = noise(width, height)
    expect(toTensor(image, options, memory)).toEqual(toTensor(image, options))
    const size = { width: width * 2, height: height * 2, by: 2 }
    expect(resizeToTensor(image, size, options, memory)).toEqual(resizeToTensor(image, size, options))
  }
})

test('a tensor that is no larger than one before takes its room', () => {
  const memory = createTensorMemory()
  const { buffer } = memory(12)
  expect(memory(12).buffer).toBe(buffer)
  expect(memory(3).buffer).toBe(buffer)
  expect(memory(3)).toHaveLength(3)
  expect(memory(13)).toHaveLength(13)
})
