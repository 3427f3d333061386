import type { Metric, Protocol } from '../../eval/result.ts'
import { counted, threshold } from './formatNumber.ts'

export const metricNames: Record<Metric, string> = {
  ap: 'AP',
  ap50: 'AP50',
  ap75: 'AP75',
  apSmall: 'AP small',
  apMedium: 'AP medium',
  apLarge: 'AP large',
  ar1: 'AR at 1',
  ar10: 'AR at 10',
  ar100: 'AR at 100',
  arSmall: 'AR small',
  arMedium: 'AR medium',
  arLarge: 'AR large',
}

/** What the metric means under the protocol, one phrase. */
export function explainMetric(metric: Metric, { iouThresholds, caps, areaRanges }: Protocol): string {
  const first = threshold(iouThresholds[0]!)
  const last = threshold(iouThresholds.at(-1)!)
  const thresholds =
    iouThresholds.length === 1 ? `IoU ${first}` : `${iouThresholds.length} IoU thresholds, ${first} to ${last}`
  switch (metric) {
    case 'ap':
      return `Average precision, the mean over ${thresholds}`
    case 'ap50':
      return 'Average precision at IoU 0.50: roughly in the right place is enough'
    case 'ap75':
      return 'Average precision at IoU 0.75: boxes must fit well'
    case 'ar1':
      return recallAt(1)
    case 'ar10':
      return recallAt(10)
    case 'ar100':
      return recallAt(100)
    default: {
      const name = metric.slice(2).toLowerCase()
      const range = areaRanges.find(area => area.name === name)
      const what = metric.startsWith('ap')
        ? 'Average precision'
        : `Recall with at most ${counted(caps.at(-1)!, 'detection')}`
      return `${what}, ${name} objects${range ? `: ${areaText(range)}` : ''}`
    }
  }
}

/** Recall at a cap, one phrase. */
export const recallAt = (cap: number): string =>
  `Recall with at most ${counted(cap, 'detection')} per image and category`

/** An area range in words; 1024 is 32². */
export function areaText({ min, max }: { min: number; max: number }): string {
  const size = (area: number) => {
    const side = Math.sqrt(area)
    return Number.isInteger(side) && side > 1 ? `${side}²` : String(area)
  }
  if (max >= 1e10) return min > 0 ? `area from ${size(min)} px up` : 'any area'
  return min > 0 ? `area ${size(min)} to ${size(max)} px` : `area up to ${size(max)} px`
}
