import { expect, test } from 'vitest'
import { simulateCoverage } from './simulateCoverage.ts'

test.each([20, 100])(
  'of 400 pairs of %d images, 93 to 97 % of the 95 % intervals hold the true difference of the AP',
  images => {
    const shares = [1, 2, 3, 4].map(
      seed => simulateCoverage({ seed, population: 1000, images, pairs: 100, replicates: 100 }).share,
    )
    const share = shares.reduce((sum, value) => sum + value, 0) / shares.length
    expect(share).toBeGreaterThanOrEqual(0.93)
    expect(share).toBeLessThanOrEqual(0.97)
  },
)
