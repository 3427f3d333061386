import { expect, test } from 'vitest'
import { verdictOf } from '../../../eval/compare/verdictOf.ts'

test.each([
  [0, 0, 0, 'PASS'],
  [0, 0.01, 0, 'PASS'],
  [-0.004, 0.01, 0.5, 'PASS'],
  [-0.006, 0.01, 0.5, 'INCONCLUSIVE'],
  [-0.001, 0, 0, 'INCONCLUSIVE'],
  [-0.02, -0.006, 0.5, 'FAIL'],
  [-0.02, -0.006, 0.7, 'INCONCLUSIVE'],
  [-0.02, -0.005, 0.5, 'INCONCLUSIVE'],
  [-0.005, 0.01, 0.5, 'PASS'],
  [-0.02, -0.000_001, 0, 'FAIL'],
])('%d to %d with a drop of %d points allowed: %s', (low, high, maxDrop, verdict) => {
  expect(verdictOf({ interval: { low, high } }, maxDrop)).toBe(verdict)
})

test('a number without interval is inconclusive, whatever is allowed', () => {
  expect(verdictOf({ interval: null }, 100)).toBe('INCONCLUSIVE')
})
