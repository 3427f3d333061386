import type { Difference } from '../../eval/compare/comparison.ts'
import { type Verdict, verdictOf } from '../../eval/compare/verdictOf.ts'
import type { Metric } from '../../eval/result.ts'
import { labelOf, points, signedPoints } from './points.ts'

type Question = {
  readonly metric: Metric
  /** points of 100 */
  readonly maxDrop: number
  readonly confidence: number
  /** images that both were evaluated on */
  readonly images: number
}

/** Beyond this many times the images nobody would gather them. */
const mostTimes = 1000

/** Rounded up to two digits. */
function roughly(count: number): string {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1)
  return (Math.ceil(count / unit) * unit).toLocaleString('en')
}

/**
 * How many times the images there are would leave the limit outside the interval, were the difference the same: its width
 * goes with one over the square root of their number. Infinity where the difference lies on the limit.
 */
function timesNeeded(difference: number, { low, high }: { low: number; high: number }, limit: number): number {
  const reach = difference >= limit ? difference - low : high - difference
  return (reach / (difference - limit)) ** 2
}

function moreImages(times: number, images: number): string {
  if (times > mostTimes) return 'The difference is too near to what is allowed for more images to tell them apart'
  return `About ${roughly(times * images)} images would tell (these are ${images.toLocaleString('en')})`
}

/** The verdict, and in one sentence or two why, and what to do. */
export function verdictText(
  compared: Pick<Difference, 'difference' | 'interval' | 'reason'>,
  { metric, maxDrop, confidence, images }: Question,
): string {
  const { difference, interval, reason } = compared
  const verdict: Verdict = verdictOf(compared, maxDrop)
  const name = labelOf(metric)
  if (difference === null || interval === null)
    return `${verdict}: ${name} cannot be compared (${reason}). Choose another --metric.`
  const drop = maxDrop === 0 ? 'a drop' : `a drop of more than ${maxDrop} points`
  const share = `${Number((100 * confidence).toFixed(1))} %`
  const found = `${name} changed by ${signedPoints(difference)} points, ${signedPoints(interval.low)} to ${signedPoints(interval.high)} with ${share} confidence`
  if (verdict === 'PASS') return `PASS: ${found}: ${drop} is ruled out. The candidate may replace the baseline.`
  if (verdict === 'FAIL')
    return `FAIL: ${found}: that is ${drop}. Keep the baseline, and look at the categories that lost most.`
  const times = timesNeeded(difference, interval, -maxDrop / 100)
  const allowed = points(-interval.low, 'UP')
  return `INCONCLUSIVE: ${found}: ${drop} is neither ruled out nor certain. ${moreImages(times, images)}; a drop of ${allowed} points is the least that these rule out (--max-drop ${allowed}).`
}
