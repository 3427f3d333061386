import { formatCounted, formatScore } from '../parts/formatNumber.ts'
import { asksForDetections, type HistoryFilter, usualScore } from './historyFilter.ts'

const days = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' })

/** A day for readers: `Nov 20, 2026`. */
export const formatDay = (day: string): string => days.format(Date.parse(day))

const either = new Intl.ListFormat('en', { type: 'disjunction' })

function timeOf({ since, until }: HistoryFilter): string {
  if (since === null) return until === null ? '' : ` up to ${formatDay(until)}`
  if (until === null) return ` since ${formatDay(since)}`
  return since === until ? ` on ${formatDay(since)}` : ` from ${formatDay(since)} to ${formatDay(until)}`
}

/** What is shown, in a sentence: `12 images with a cat or dog of score 0.50 or more, detected since Nov 20, 2026.` */
export function describeFilter(filter: HistoryFilter, count: number): string {
  const { categories, minScore, model } = filter
  const images = formatCounted(count, 'image')
  const time = timeOf(filter)
  if (asksForDetections(filter)) {
    const what = categories.length === 0 ? 'something' : `a ${either.format(categories)}`
    const by = model === null ? '' : ` by ${model}`
    const detected = by || time ? `, detected${by}${time}` : ''
    return `${images} with ${what} of score ${formatScore(minScore ?? usualScore)} or more${detected}.`
  }
  const stored = `${images}${time ? ` stored${time}` : ''}`
  return model === null ? `${stored}.` : `${stored}${time ? ',' : ''} looked at by ${model}.`
}
