import { formatCounted, formatMoment, formatScore } from '../parts/formatNumber.ts'
import { isStartOfOwnDay, lastOwnDayBefore, ownDayOf } from './days.ts'
import { asksForDetections, type HistoryFilter, scoreOf } from './historyFilter.ts'

const days = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' })

/** A day for readers: `Nov 20, 2026`. */
export const formatDay = (day: string): string => days.format(Date.parse(day))

/** Of which scores, after what has them: `of score 0.50 or more`. */
export const scoreWords = (score: number): string =>
  score === 0 ? 'of any score' : `of score ${formatScore(score)} or more`

const either = new Intl.ListFormat('en', { type: 'disjunction' })

/** Whole days of the reader as days; else the very moments. */
function timeOf({ since, until }: HistoryFilter): string {
  const first = since !== null && isStartOfOwnDay(since) ? formatDay(ownDayOf(since)) : null
  const last = until !== null && isStartOfOwnDay(until) ? formatDay(lastOwnDayBefore(until)) : null
  if (since === null) {
    if (until === null) return ''
    return last === null ? ` before ${formatMoment(until)}` : ` up to ${last}`
  }
  if (until === null) return ` since ${first ?? formatMoment(since)}`
  if (first === null || last === null) return ` from ${formatMoment(since)} to ${formatMoment(until)}`
  return first === last ? ` on ${first}` : ` from ${first} to ${last}`
}

/** What is shown, in a sentence: `12 images with a cat or dog of score 0.50 or more, detected since Nov 20, 2026.` */
export function describeFilter(filter: HistoryFilter, count: number): string {
  const { categories, model } = filter
  const images = formatCounted(count, 'image')
  const time = timeOf(filter)
  if (asksForDetections(filter)) {
    const what = categories.length === 0 ? 'something' : `a ${either.format(categories)}`
    const by = model === null ? '' : ` by ${model}`
    const detected = by || time ? `, detected${by}${time}` : ''
    return `${images} with ${what} ${scoreWords(scoreOf(filter))}${detected}.`
  }
  const stored = `${images}${time ? ` stored${time}` : ''}`
  return model === null ? `${stored}.` : `${stored}${time ? ',' : ''} looked at by ${model}.`
}
