import { scaleLinear } from '@visx/scale'
import type { Interval } from './formatChange.ts'

type Row = { readonly difference: number | null; readonly interval: Interval | null }

export type IntervalScale = ReturnType<typeof intervalScale>

/** Of a plot in which nothing differs, to each side: a point of 100. */
const leastReach = 0.01

/**
 * Where differences lie in a plot that has room for 0 and all intervals: `percent` of its width from the left, and
 * `ticks`, a few round numbers.
 */
export function intervalScale(rows: readonly Row[]) {
  const ends = rows.flatMap(({ difference, interval }) => [
    ...(difference === null ? [] : [difference]),
    ...(interval ? [interval.low, interval.high] : []),
  ])
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)]
  const domain = low === 0 && high === 0 ? [-leastReach, leastReach] : [low, high]
  const scale = scaleLinear<number>({ domain, range: [2, 98], nice: 5 })
  return { percent: (value: number): number => scale(value), ticks: scale.ticks(5) }
}
