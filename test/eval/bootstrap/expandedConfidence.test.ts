import { expect, test } from 'vitest'
import { expandedConfidence } from '../../../eval/bootstrap/expandedConfidence.ts'

// By tables: t is 2.2622 of 9 degrees of freedom, 2.2622 √(10 / 9) = 2.3845, and 0.98290 of normal numbers lie within that.
test.each([
  [0.95, 5, 0.99809],
  [0.95, 10, 0.9829],
  [0.95, 20, 0.96824],
  [0.95, 100, 0.95387],
  [0.5, 10, 0.54115],
])('to be %d sure of %d images, an interval holds %d of the replicates', (confidence, images, share) => {
  expect(Math.abs(expandedConfidence(confidence, images) - share)).toBeLessThan(0.0003)
})

test('of many images it is the confidence itself, whichever that is', () => {
  for (const confidence of [0.001, 0.5, 0.8, 0.95, 0.999])
    expect(expandedConfidence(confidence, 1e9)).toBeCloseTo(confidence, 6)
})

test('of hardly any images it is all of the replicates and no more', () => {
  for (const images of [0, 1]) expect(expandedConfidence(0.5, images)).toBe(1)
  for (const confidence of [0.999_999, 1 - 1e-12]) expect(expandedConfidence(confidence, 2)).toBe(1)
})
