import { expect, test } from 'vitest'
import { percentileInterval } from '../../../eval/bootstrap/percentileInterval.ts'

const interval = (replicates: number[], confidence: number) =>
  percentileInterval(Float64Array.from(replicates), confidence)

test('the ends lie between the nearest two replicates, in whichever order they come', () => {
  // quantiles 0.25 and 0.75 of seven: places 1.5 and 4.5
  const { low, high } = interval([70, 10, 50, 30, 20, 60, 40], 0.5)!
  expect(low).toBeCloseTo(25, 12)
  expect(high).toBeCloseTo(55, 12)
})

test('95 % of 0 to 1,000 is 25 to 975, negative numbers sorted as numbers', () => {
  const { low, high } = interval(
    Array.from({ length: 1001 }, (_, i) => 500 - i),
    0.95,
  )!
  expect(low).toBeCloseTo(-475, 9)
  expect(high).toBeCloseTo(475, 9)
})

test('draws in which the number is undefined are left out; where all are there is no interval', () => {
  expect(interval([NaN, 4, NaN, 2], 0.999_999)!.low).toBeCloseTo(2, 5)
  expect(interval([NaN, NaN], 0.95)).toBeNull()
  expect(interval([3], 0.95)).toEqual({ low: 3, high: 3 })
})
