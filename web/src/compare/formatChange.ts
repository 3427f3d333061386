import type { CompareCategoryFragment } from '../api/generated.ts'

export type Interval = NonNullable<CompareCategoryFragment['interval']>

/** Decimals of points of 100, at least and at most. */
const fewest = 2
const most = 6

/** A difference of two numbers of 0 to 1 in points of 100 with its sign, with decimals enough to tell it from 0: `−0.45`. */
export function formatChange(value: number): string {
  let decimals = fewest
  while (decimals < most && value !== 0 && Number((100 * value).toFixed(decimals)) === 0) decimals += 1
  const points = (100 * Math.abs(value)).toFixed(decimals)
  return value === 0 ? points : `${value < 0 ? '−' : '+'}${points}`
}

/** `−4.19 to +0.90` */
export const formatInterval = ({ low, high }: Interval): string => `${formatChange(low)} to ${formatChange(high)}`
