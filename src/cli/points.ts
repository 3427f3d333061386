import type { Metric } from '../../eval/result.ts'

/** Decimals of points of 100, at least and at most. */
const fewest = 2
const most = 6

/** What people call a metric: AP, AP50, APsmall. */
export const labelOf = (metric: Metric) => `${metric.slice(0, 2).toUpperCase()}${metric.slice(2).toLowerCase()}`

/**
 * A number from 0 to 1 in points of 100: 0.4021 as 40.21; n/a where undefined.
 * @param rounding UP: not below the number
 */
export function points(value: number | null, rounding: 'NEAREST' | 'UP' = 'NEAREST'): string {
  if (value === null) return 'n/a'
  const scaled = rounding === 'UP' ? Math.ceil(value * 100 * 10 ** fewest) / 10 ** fewest : value * 100
  return scaled.toFixed(fewest)
}

/** A difference in points with its sign; what is not 0 has decimals enough to show it. */
export function signedPoints(value: number | null): string {
  if (value === null) return 'n/a'
  let decimals = fewest
  while (decimals < most && value !== 0 && Number((100 * value).toFixed(decimals)) === 0) decimals++
  const text = (100 * Math.abs(value)).toFixed(decimals)
  return value === 0 ? text : `${value < 0 ? '-' : '+'}${text}`
}
