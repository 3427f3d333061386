import { expect, test } from 'vitest'
import { imageDifference } from '../../src/runs/imageDifference.ts'

test('the same images in another order are no difference', () => {
  expect(imageDifference(Float64Array.of(3, 1, 2), Float64Array.of(1, 2, 3))).toBeNull()
})

test('as many images but not the same are told with the first that one has alone', () => {
  expect(imageDifference(Float64Array.of(1, 2, 7), Float64Array.of(1, 2, 9))).toEqual({
    baseline: '3 images, 1 of them in it alone (first: 7)',
    candidate: '3 images, 1 of them in it alone (first: 9)',
  })
})

test('where one has all of the other and more, only the one has images alone', () => {
  expect(imageDifference(Float64Array.of(1), Float64Array.of(1, 2))).toEqual({
    baseline: '1 image',
    candidate: '2 images, 1 of them in it alone (first: 2)',
  })
})
