import { Prisma } from './prisma/client.ts'
import { type RunFilter, runConditions } from './runs.ts'

export type DetectionFilter = RunFilter & { categoryIds?: number[]; minScore: number; maxScore: number }

/** One category's history is read from the index of `detection`, everything else from an index of `detection_run`. */
export const isOneCategory = (filter: DetectionFilter) => filter.categoryIds?.length === 1 && !filter.imageId

/** Equality with one category, because only that lets Postgres read its index in order. */
const ofCategories = (ids: number[]) =>
  ids.length === 1
    ? Prisma.sql`d.category_id = ${ids[0]}::smallint`
    : Prisma.sql`d.category_id = ANY(${ids}::smallint[])`

/** Conditions on what `detectionSource` gives. */
export const detectionConditions = (filter: DetectionFilter) => [
  ...runConditions(filter, isOneCategory(filter) ? 'd' : 'r'),
  filter.categoryIds && ofCategories(filter.categoryIds),
  filter.minScore > 0 && Prisma.sql`d.score >= ${filter.minScore}`,
  filter.maxScore < 1 && Prisma.sql`d.score <= ${filter.maxScore}`,
]

/** Detections `d`, with their runs `r` unless they are of one category. */
export const detectionSource = (filter: DetectionFilter) =>
  isOneCategory(filter)
    ? Prisma.sql`FROM detection d`
    : Prisma.sql`FROM detection_run r JOIN detection d ON d.run_id = r.id`
