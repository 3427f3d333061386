import { expect, test } from 'vitest'
import { boxIou } from '../../eval/boxIou.ts'

const iouOf = (a: number[], b: number[], crowd = false) =>
  boxIou(Float64Array.from(a), 0, Float64Array.from(b), 0, crowd)

test('boxes are x, y, width, height without a pixel more: 10 × 10 shifted by 5 shares a third', () => {
  expect(iouOf([0, 0, 10, 10], [5, 0, 10, 10])).toBe(50 / 150)
  expect(iouOf([-3, 7, 10, 10], [-3, 7, 10, 10])).toBe(1)
})

test('a crowd divides by the area of the first box alone', () => {
  expect(iouOf([0, 0, 10, 10], [5, 0, 100, 100], true)).toBe(50 / 100)
  expect(iouOf([5, 0, 100, 100], [0, 0, 10, 10], true)).toBe(50 / 10_000)
})

test.each([
  ['apart', [0, 0, 10, 10], [20, 20, 10, 10]],
  ['side by side', [0, 0, 10, 10], [10, 0, 10, 10]],
  ['one above the other', [0, 0, 10, 10], [0, 10, 10, 10]],
  ['of no height', [0, 5, 10, 0], [0, 0, 10, 10]],
  ['of no width', [5, 0, 0, 10], [0, 0, 10, 10]],
  ['of negative sides', [9, 9, -5, -5], [0, 0, 10, 10]],
])('boxes %s have an IoU of 0, a crowd or not', (_, a, b) => {
  expect([iouOf(a, b), iouOf(b, a), iouOf(a, b, true), iouOf(b, a, true)]).toEqual([0, 0, 0, 0])
})

test('positions tell which of many boxes are meant', () => {
  const boxes = Float64Array.of(0, 0, 1, 1, 50, 50, 10, 10, 55, 50, 10, 10)
  expect(boxIou(boxes, 4, boxes, 8, false)).toBe(50 / 150)
})
