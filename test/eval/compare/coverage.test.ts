import { expect, test } from 'vitest'
import { simulateCoverage } from './simulateCoverage.ts'

test('of 400 simulated pairs, 93 to 97 % of the 95 % intervals hold the true difference of the AP', () => {
  const { share } = simulateCoverage({ seed: 1, population: 4000, images: 200, pairs: 400, replicates: 200 })
  expect(share).toBeGreaterThanOrEqual(0.93)
  expect(share).toBeLessThanOrEqual(0.97)
})
