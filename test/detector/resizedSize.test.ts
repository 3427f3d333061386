import { expect, test } from 'vitest'
import { resizedSize } from '../../src/detector/resizedSize.ts'

const kernel = 'OPENCV_BILINEAR'
const retinanet = { rule: 'SHORT_SIDE', short: 800, long: 1333, kernel } as const
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
])('SHORT_SIDE 800, 1333 makes %i × %i into %i × %i as keras-retinanet does', (width, height, w, h) => {
  expect(resizedSize(retinanet, width, height)).toEqual({ width: w, height: h })
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
