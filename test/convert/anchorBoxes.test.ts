import { expect, test } from 'vitest'
import { anchorBoxes } from '../../src/convert/anchorBoxes.ts'

test('scales run within ratios, and a ratio is height to width', () => {
  expect([...anchorBoxes({ size: 32, ratios: [1, 4], scales: [1, 2] })]).toEqual([
    ...[-16, -16, 16, 16],
    ...[-32, -32, 32, 32],
    ...[-8, -32, 8, 32],
    ...[-16, -64, 16, 64],
  ])
})

test('a scale is rounded to float32 first, and the sides are computed in float64', () => {
  const [x1, y1] = anchorBoxes({ size: 64, ratios: [0.5], scales: [2 ** (2 / 3)] })
  // of the table in r50_coco80_frozen.pb, which numpy computed
  expect([x1, y1]).toEqual([-71.83757019042969, -35.918785095214844])
})
