import { addDays, utcDayOf } from './days.ts'
import type { HistoryFilter } from './historyFilter.ts'

/** Detections of a stretch of days in UTC, both included. */
export type DayBin = { readonly from: string; readonly to: string; readonly count: number }

type Options = {
  /** from this day on, where it lies before the first row */
  since?: string | null
  /** up to this day, where it lies after the last row */
  until?: string | null
  /** bins at most */
  most?: number
}

const lengths = [1, 7, 28, 364]

const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/**
 * Counts by day as columns that stand for equal stretches of time, days without a row among them as zero. Where there are
 * more days than columns, a column stands for 7, 28 or 364 days, or a multiple of these.
 */
export function binDays(
  rows: readonly { readonly day: string; readonly count: number }[],
  { since, until, most = 60 }: Options = {},
): DayBin[] {
  const days = [...rows.map(({ day }) => day), ...(since ? [since] : []), ...(until ? [until] : [])].sort()
  const [first, last] = [days[0], days.at(-1)]
  if (rows.length === 0 || first === undefined || last === undefined) return []
  const span = daysBetween(first, last) + 1
  const length = lengths.find(days => span <= days * most) ?? 364 * Math.ceil(span / (364 * most))
  const counts = new Array<number>(Math.ceil(span / length)).fill(0)
  for (const { day, count } of rows) counts[Math.floor(daysBetween(first, day) / length)]! += count
  return counts.map((count, at) => {
    const to = addDays(first, (at + 1) * length - 1)
    return { from: addDays(first, at * length), to: to < last ? to : last, count }
  })
}

type Times = Pick<HistoryFilter, 'since' | 'until'>

/** The first and the last day in UTC of which a filter shows something; null where it has no such end. */
export const utcDaysOf = ({ since, until }: Times): Times => ({
  since: since && utcDayOf(since),
  until: until && utcDayOf(Date.parse(until) - 1),
})

/** What a bin has counted under a filter: its days, as far as the filter reaches. */
export function timesOfBin({ from, to }: Pick<DayBin, 'from' | 'to'>, { since, until }: Times) {
  const start = `${from}T00:00:00.000Z`
  const end = `${addDays(to, 1)}T00:00:00.000Z`
  return { since: since !== null && since > start ? since : start, until: until !== null && until < end ? until : end }
}
