import type { Difference } from './comparison.ts'

export type Verdict = 'PASS' | 'FAIL' | 'INCONCLUSIVE'

/**
 * Whether a number dropped by more than is allowed: PASS where its whole interval says that it did not, FAIL where its
 * whole interval says that it did, INCONCLUSIVE where the interval holds both, or there is none.
 * @param maxDrop points of 100, from 0: 0.5 allows a drop of 0.005
 */
export function verdictOf({ interval }: Pick<Difference, 'interval'>, maxDrop: number): Verdict {
  if (interval === null) return 'INCONCLUSIVE'
  const least = -maxDrop / 100
  if (interval.low >= least) return 'PASS'
  return interval.high < least ? 'FAIL' : 'INCONCLUSIVE'
}
