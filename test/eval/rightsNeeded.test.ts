import { expect, test } from 'vitest'
import { rightsNeeded } from '../../eval/rightsNeeded.ts'
import { recallPoints } from '../../eval/settings.ts'

test('7 of 20 objects fall short of recall point 35, which is 0.35000000000000003', () => {
  expect(rightsNeeded(20)[34]).toBe(7)
  expect(rightsNeeded(20)[35]).toBe(8)
})

test('it is the least number of objects, at least 1, whose share reaches the point', () => {
  for (const total of [1, 2, 3, 7, 99, 100, 101, 1000, 36_781]) {
    const shares = Array.from({ length: total }, (_, k) => (k + 1) / total)
    const expected = recallPoints.map(point => 1 + shares.findIndex(share => share >= point))
    expect([...rightsNeeded(total)], `${total} objects`).toEqual(expected)
  }
})
