import type { DetectionFilter, ImageFilter } from '../api/generated.ts'

/** What the history shows, as its address has it. */
export type HistoryFilter = {
  /** names; any of them will do */
  readonly categories: readonly string[]
  /** 0 to 1; null where any score will do */
  readonly minScore: number | null
  readonly model: string | null
  /** first day in UTC, such as 2026-11-20 */
  readonly since: string | null
  /** last day in UTC, itself included */
  readonly until: string | null
}

/** Shows everything. */
export const noFilter: HistoryFilter = { categories: [], minScore: null, model: null, since: null, until: null }

/** What detections count from where nothing else is said, here and in the API. */
export const usualScore = 0.5

const dayMs = 86_400_000

/** The day of a moment in UTC, such as 2026-11-20. */
export const dayOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10)

/** The day so many days after another; before it where the number is negative. */
export const addDays = (day: string, days: number): string => dayOf(Date.parse(day) + days * dayMs)

function dayIn(text: string | null): string | null {
  if (text === null || !/^\d{4}-\d\d-\d\d$/.test(text)) return null
  const moment = Date.parse(text)
  return Number.isNaN(moment) || dayOf(moment) !== text ? null : text
}

function scoreIn(text: string | null): number | null {
  if (text === null || text.trim() === '') return null
  const score = Number(text)
  return score >= 0 && score <= 1 ? score : null
}

/** What an address asks for; what cannot be read in it is passed over. */
export const readFilter = (search: URLSearchParams): HistoryFilter => ({
  categories: [...new Set(search.getAll('category').filter(Boolean))],
  minScore: scoreIn(search.get('minScore')),
  model: search.get('model') || null,
  since: dayIn(search.get('since')),
  until: dayIn(search.get('until')),
})

/** What stands in the address for a filter: empty where it shows everything. */
export function writeFilter({ categories, ...single }: HistoryFilter): URLSearchParams {
  const search = new URLSearchParams(categories.map(name => ['category', name]))
  for (const [name, value] of Object.entries(single)) if (value !== null) search.set(name, String(value))
  return search
}

/** Whether anything is left out. */
export const isFiltered = (filter: HistoryFilter): boolean => writeFilter(filter).size > 0

/** Whether it asks for what was found, so that its days are those of detections; else they are those of the images. */
export const asksForDetections = ({ categories, minScore }: HistoryFilter): boolean =>
  categories.length > 0 || minScore !== null

const timesOf = ({ since, until }: HistoryFilter) => ({
  ...(since === null ? {} : { since: `${since}T00:00:00Z` }),
  ...(until === null ? {} : { until: `${addDays(until, 1)}T00:00:00Z` }),
})

const modelOf = ({ model }: HistoryFilter) => (model === null ? {} : { model })

/** The detections that are counted under it. */
export const detectionFilterOf = (filter: HistoryFilter): DetectionFilter => ({
  ...(filter.categories.length === 0 ? {} : { categories: filter.categories }),
  minScore: filter.minScore ?? usualScore,
  ...modelOf(filter),
  ...timesOf(filter),
})

/** The images that are shown under it. */
export const imageFilterOf = (filter: HistoryFilter): ImageFilter =>
  asksForDetections(filter) ? { detected: detectionFilterOf(filter) } : { ...modelOf(filter), ...timesOf(filter) }
