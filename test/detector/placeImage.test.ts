import { expect, test } from 'vitest'
import { placeImage } from '../../src/detector/placeImage.ts'

const kernel = 'OPENCV_BILINEAR'
const shortSide = { rule: 'SHORT_SIDE', short: 800, long: 1333, kernel } as const
const keras = { rule: 'KERAS_RETINANET', short: 800, long: 1333 } as const
const longSide = { rule: 'LONG_SIDE', long: 1333, kernel } as const
const resizedSize = (...of: Parameters<typeof placeImage>) => placeImage(...of).resized
const demo = { rule: 'SHORT_SIDE', short: 480, long: 640, kernel } as const

test('STRETCH gives the same size whatever the image has', () => {
  expect(resizedSize({ rule: 'STRETCH', width: 416, height: 320, kernel }, 1, 9000)).toEqual({
    width: 416,
    height: 320,
  })
})

test.each([
  [640, 480, 1067, 800],
  [480, 640, 800, 1067],
  [640, 218, 1333, 454],
  [1000, 1000, 800, 800],
  [427, 640, 800, 1199],
  [640, 427, 1199, 800],
])(
  'SHORT_SIDE and KERAS_RETINANET 800, 1333 make %i × %i into %i × %i as keras-retinanet does',
  (width, height, w, h) => {
    expect(resizedSize(shortSide, width, height)).toEqual({ width: w, height: h })
    expect(resizedSize(keras, width, height)).toEqual({ width: w, height: h })
  },
)

test('427 by 1.25 is 533.75 and becomes 534: rounded, not cut', () => {
  const { resized } = placeImage({ rule: 'KERAS_RETINANET', short: 534, long: 800 }, 640, 427)
  expect(resized).toEqual({ width: 800, height: 534 })
})

test.each([
  [640, 480, 1333, 999],
  [480, 640, 999, 1333],
  [640, 427, 1333, 889],
  [500, 500, 1333, 1333],
  [2000, 1, 1333, 1],
])('LONG_SIDE 1333 makes %i × %i into %i × %i, cut and not rounded, in a square of 1333', (width, height, w, h) => {
  const { resized, tensor } = placeImage(longSide, width, height)
  expect(resized).toEqual({ width: w, height: h })
  expect(tensor).toEqual({ width: 1333, height: 1333 })
})

test('the long side is the one that was asked for at every size, however its share is rounded', () => {
  for (let side = 1; side <= 4000; side++) expect(resizedSize(longSide, side, 1).width).toBe(1333)
})

test('KERAS_RETINANET goes back by the scale in both directions, the others by the sizes of each', () => {
  expect(placeImage(keras, 640, 218)).toMatchObject({ x: [1, 2.0828125], y: [1, 2.0828125] })
  expect(placeImage(shortSide, 640, 218)).toMatchObject({ x: [640, 1333], y: [218, 454] })
  expect(placeImage(longSide, 640, 480)).toMatchObject({ x: [640, 1333], y: [480, 999] })
})

test('halves go to the even neighbour as in Python', () => {
  expect(resizedSize({ rule: 'SHORT_SIDE', short: 50, long: 1000, kernel }, 100, 125)).toEqual({
    width: 50,
    height: 62,
  })
  expect(resizedSize({ rule: 'SHORT_SIDE', short: 50, long: 1000, kernel }, 100, 127)).toEqual({
    width: 50,
    height: 64,
  })
})

test('an image of the right size keeps it', () => {
  expect(resizedSize(demo, 640, 480)).toEqual({ width: 640, height: 480 })
})

test('a very narrow image keeps at least one pixel', () => {
  expect(resizedSize(demo, 1, 16_000)).toEqual({ width: 1, height: 640 })
})
