import type { DetectionFilter, ImageFilter } from '../api/generated.ts'
import { addDays, firstDay, isDay, lastDay, startOfOwnDay } from './days.ts'

/** What the history shows, as its address has it. */
export type HistoryFilter = {
  /** names; any of them will do */
  readonly categories: readonly string[]
  /** 0 to 1; null where any score will do */
  readonly minScore: number | null
  readonly model: string | null
  /** from this moment on, such as 2026-11-20T08:00:00.000Z */
  readonly since: string | null
  /** before this moment */
  readonly until: string | null
}

/** Shows everything. */
export const noFilter: HistoryFilter = { categories: [], minScore: null, model: null, since: null, until: null }

/** What detections count from where nothing else is said, here and in the API. */
export const usualScore = 0.5

const zoned = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:\d\d)$/

// Of days that begin elsewhere.
const earliest = Date.parse(firstDay) - 86_400_000
const end = Date.parse(lastDay) + 3 * 86_400_000

/** @param daysLater of the moment that a day stands for: 0 for its start, 1 for its end */
function momentIn(text: string | null, daysLater: 0 | 1): string | null {
  if (text === null) return null
  if (isDay(text)) return startOfOwnDay(addDays(text, daysLater))
  const moment = zoned.test(text) ? Date.parse(text) : Number.NaN
  return moment >= earliest && moment < end ? new Date(moment).toISOString() : null
}

function scoreIn(text: string | null): number | null {
  if (text === null || text.trim() === '') return null
  const score = Number(text)
  return score >= 0 && score <= 1 ? score : null
}

/**
 * What an address asks for; what cannot be read in it is passed over. Its times are moments, so that whoever gets the
 * address sees the same; days, such as since=2026-11-20, are read as the reader's own, the last one included.
 */
export const readFilter = (search: URLSearchParams): HistoryFilter => ({
  categories: [...new Set(search.getAll('category').filter(Boolean))],
  minScore: scoreIn(search.get('minScore')),
  model: search.get('model') || null,
  since: momentIn(search.get('since'), 0),
  until: momentIn(search.get('until'), 1),
})

/** What stands in the address for a filter: empty where it shows everything. */
export function writeFilter({ categories, minScore, model, since, until }: HistoryFilter): URLSearchParams {
  const search = new URLSearchParams(categories.map(name => ['category', name]))
  if (minScore !== null) search.set('minScore', String(minScore))
  if (model !== null) search.set('model', model)
  if (since !== null) search.set('since', since.replace('.000Z', 'Z'))
  if (until !== null) search.set('until', until.replace('.000Z', 'Z'))
  return search
}

/** By how many things it filters: each category is one, and so are the two ends of its time together. */
export const countFilters = ({ categories, minScore, model, since, until }: HistoryFilter): number =>
  categories.length + [minScore, model, since ?? until].filter(part => part !== null).length

/** Whether anything is left out. */
export const isFiltered = (filter: HistoryFilter): boolean => writeFilter(filter).size > 0

/** Whether it asks for what was found, so that its times are those of detections; else they are those of the images. */
export const asksForDetections = ({ categories, minScore }: HistoryFilter): boolean =>
  categories.length > 0 || minScore !== null

/** From which score on detections count under it, 0 to 1. */
export const scoreOf = ({ minScore }: HistoryFilter): number => minScore ?? usualScore

const timesOf = ({ since, until }: HistoryFilter) => ({
  ...(since === null ? {} : { since }),
  ...(until === null ? {} : { until }),
})

const modelOf = ({ model }: HistoryFilter) => (model === null ? {} : { model })

/** The detections that are counted under it. */
export const detectionFilterOf = (filter: HistoryFilter): DetectionFilter => ({
  ...(filter.categories.length === 0 ? {} : { categories: filter.categories }),
  minScore: scoreOf(filter),
  ...modelOf(filter),
  ...timesOf(filter),
})

/** The images that are shown under it. */
export const imageFilterOf = (filter: HistoryFilter): ImageFilter =>
  asksForDetections(filter) ? { detected: detectionFilterOf(filter) } : { ...modelOf(filter), ...timesOf(filter) }
