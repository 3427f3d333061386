import { expect, test } from 'vitest'
import { prepareImage } from '../../src/detector/prepareImage.ts'
import { resizeOpenCv } from '../../src/image/resizeOpenCv.ts'
import { resizePillow } from '../../src/image/resizePillow.ts'
import { resizeToTensor } from '../../src/image/resizeToTensor.ts'
import { toTensor } from '../../src/image/toTensor.ts'
import { noise } from '../image/noise.ts'
import { demoManifest } from './demoManifest.ts'

const { input } = demoManifest()
const image = noise(45, 8)

test.each([
  ['OPENCV_BILINEAR', resizeOpenCv],
  ['PILLOW_BILINEAR', resizePillow],
] as const)('STRETCH and SHORT_SIDE resize bytes as %s does', (kernel, resize) => {
  const stretch = { rule: 'STRETCH', width: 20, height: 30, kernel } as const
  expect(prepareImage(image, { ...input, resize: stretch }).tensor).toEqual(toTensor(resize(image, 20, 30), input))
  const short = { rule: 'SHORT_SIDE', short: 12, long: 99, kernel } as const
  expect(prepareImage(image, { ...input, resize: short }).tensor).toEqual(toTensor(resize(image, 68, 12), input))
})

test('KERAS_RETINANET resizes in float32 by the scale that was asked for', () => {
  const { tensor } = prepareImage(image, { ...input, resize: { rule: 'KERAS_RETINANET', short: 10, long: 99 } })
  expect(tensor).toEqual(resizeToTensor(image, { width: 56, height: 10, by: 1.25 }, input))
})

test('KERAS_RETINANET keeps its scale below the long side', () => {
  const { tensor } = prepareImage(image, { ...input, resize: { rule: 'KERAS_RETINANET', short: 10, long: 50 } })
  expect(tensor).toEqual(resizeToTensor(image, { width: 50, height: 9, by: 50 / 45 }, input))
})

test.each(['OPENCV_BILINEAR', 'PILLOW_BILINEAR'] as const)(
  'LONG_SIDE pads with black before mean and scale, resized as %s does',
  kernel => {
    const white = { data: new Uint8Array(4 * 2 * 3).fill(255), width: 4, height: 2 }
    const { tensor } = prepareImage(white, {
      ...input,
      mean: [5, 10, 20],
      scale: [1, 1, 0.5],
      resize: { rule: 'LONG_SIDE', long: 3, kernel },
    })
    expect(tensor.dims).toEqual([1, 3, 3, 3])
    const pixels = Array.from({ length: 9 }, (_, i) => [...tensor.data.subarray(i * 3, i * 3 + 3)])
    const [bright, black] = [
      [250, 245, 117.5],
      [-5, -10, -10],
    ]
    expect(pixels).toEqual([bright, bright, bright, black, black, black, black, black, black])
  },
)
