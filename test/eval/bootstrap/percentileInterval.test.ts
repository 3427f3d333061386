import { expect, test } from 'vitest'
import { percentileInterval } from '../../../eval/bootstrap/percentileInterval.ts'

const interval = (replicates: number[], confidence: number) =>
  percentileInterval(Float64Array.from(replicates), confidence)

test('the ends lie between the nearest two replicates, in whichever order they come', () => {
  // shares 0.2 and 0.8 of seven: places 1.6 and 6.4 of 1 to 7
  const { low, high } = interval([70, 10, 50, 30, 20, 60, 40], 0.6)!
  expect(low).toBeCloseTo(16, 12)
  expect(high).toBeCloseTo(64, 12)
})

test('95 % of 999 in a row leave 24 out at each end, negative numbers sorted as numbers', () => {
  const { low, high } = interval(
    Array.from({ length: 999 }, (_, i) => 499 - i),
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
