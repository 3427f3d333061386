import type { BootstrapOptions } from '../../eval/bootstrap/drawImages.ts'
import { metrics } from '../../eval/result.ts'
import { AppError } from '../errors.ts'

/** Numbers that are drawn and kept until all are there: 16 MB, and what it takes to compute them a minute. */
const mostNumbers = 2_000_000

/**
 * Whether an interval of these draws says something, and can be had.
 * @param categories of the ground truth: each has an interval of its own
 * @throws AppError OPTIONS_INVALID where fewer than one draw would lie beyond each end, or for more than can be drawn
 */
export function checkDraws(
  { replicates, confidence }: Pick<Required<BootstrapOptions>, 'replicates' | 'confidence'>,
  categories: number,
): void {
  // In binary 2 / (1 - 0.9875) is a little more than 160.
  const least = Math.ceil(2 / (1 - confidence) - 1e-6)
  if (replicates < least)
    throw new AppError(
      'OPTIONS_INVALID',
      `Expected at least ${least} replicates for a confidence of ${confidence} but received ${replicates}: of fewer no draw lies beyond either end of an interval.`,
      { hint: 'Draw more, or ask for less confidence.' },
    )
  const most = Math.floor(mostNumbers / (metrics.length + categories))
  if (replicates > most)
    throw new AppError(
      'OPTIONS_INVALID',
      `Expected at most ${most} replicates with ${categories} categories but received ${replicates}: each draws the numbers of all of them.`,
      { hint: 'Draw fewer data sets.' },
    )
}
