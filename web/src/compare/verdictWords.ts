import type { CompareMetricFragment, Verdict } from '../api/generated.ts'
import { formatCounted } from '../parts/formatNumber.ts'
import { formatChange, formatInterval } from './formatChange.ts'
import { formatDrop } from './formatDrop.ts'
import { isOutside } from './isOutside.ts'
import { metricNames } from './metricNames.ts'

type Question = {
  /** points of 100 */
  maxDrop: number
  confidence: number
  /** that both were evaluated on; null where it is not known */
  images: number | null
}

export type VerdictWords = { readonly verdict: Verdict; found: string; meaning: string }

/** A verdict, what was found, and what it means for whoever decides. */
export function verdictWords(
  verdict: Verdict,
  { metric, difference, interval, reason }: CompareMetricFragment,
  { maxDrop, confidence, images }: Question,
): VerdictWords {
  const name = metricNames[metric]
  if (difference === null || interval === null)
    return { verdict, found: `${name} cannot be compared: ${reason}.`, meaning: 'Choose another number.' }
  const share = `${Number((100 * confidence).toFixed(1))} %`
  const outside = isOutside(difference, interval)
    ? ' That lies outside its own interval: few images carry it, so trust neither.'
    : ''
  const found = `${name} changed by ${formatChange(difference)} points, ${formatInterval(interval)} with ${share} confidence.${outside}`
  const drop = maxDrop === 0 ? 'A drop' : `A drop of more than ${formatDrop(maxDrop)}`
  const these = images === null ? 'these images' : `these ${formatCounted(images, 'image')}`
  const meanings: Record<Verdict, string> = {
    PASS: `${drop} is ruled out. The candidate may replace the baseline.`,
    FAIL: `${drop} is certain. Keep the baseline, and look at the categories and images below.`,
    INCONCLUSIVE: `${drop} is neither ruled out nor certain: ${these} cannot tell. Add images rather than allow more.`,
  }
  return { verdict, found, meaning: meanings[verdict] }
}
