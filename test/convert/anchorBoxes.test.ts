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

test('scales, ratios and scaled sizes are rounded to float32, as numpy has them', () => {
  // numpy 1.26 with generate_anchors' arithmetic; with sizes in float64 the first x would be -27.494592666625977, with
  // ratios in float64 the second y -3.8340578079223633
  expect([...anchorBoxes({ size: 20, ratios: [1 / 3], scales: [2 ** (2 / 3)] })].slice(0, 2)).toEqual([
    -27.494590759277344, -9.164864540100098,
  ])
  expect([...anchorBoxes({ size: 20, ratios: [0.3], scales: [0.7] })].slice(0, 2)).toEqual([
    -12.780192375183105, -3.8340580463409424,
  ])
})
