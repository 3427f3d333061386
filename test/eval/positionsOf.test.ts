import { expect, test } from 'vitest'
import { positionsOf } from '../../eval/positionsOf.ts'

test.each([
  ['small ids, by table', [7, 0, 3], [3, 7, 8, 0, 100, -1, 0.5], [2, 0, -1, 1, -1, -1, -1]],
  ['ids over 2 ** 31, by map', [900_100_002_299, 5], [5, 900_100_002_299, 6, 0], [1, 0, -1, -1]],
  ['negative ids, by map', [-2, 4], [4, -2, -3, 2], [1, 0, -1, -1]],
])('%s: each id has its position, others have -1', (_, among, ids, positions) => {
  expect([...positionsOf(Float64Array.from(ids), Float64Array.from(among))]).toEqual(positions)
})

test('NaN stands for no id and has no position', () => {
  expect([...positionsOf(Float64Array.of(NaN), Float64Array.of(1))]).toEqual([-1])
  expect([...positionsOf(Float64Array.of(NaN), Float64Array.of(1e12))]).toEqual([-1])
})
