import { type DetectionFilter, detectionConditions, detectionSource } from './detectionConditions.ts'
import { where } from './page.ts'
import { Prisma } from './prisma/client.ts'
import { runConditions } from './runs.ts'

/** What detections are counted by; NOTHING: all of them together. */
export type CountedBy = 'CATEGORY' | 'DAY' | 'MODEL' | 'NOTHING'

/** Days from `begin` on and before `end`, milliseconds of their midnights in UTC; null: without that end. */
type Days = { begin: number | null; end: number | null }

const dayMs = 86_400_000
/** The last day that a moment of the API can be on. */
const lastDay = Date.UTC(9999, 11, 31)

/** The key as the counters `c` have it, as detections `d` have it, and as it is answered. */
const keys: Record<CountedBy, { counted: Prisma.Sql; detected: Prisma.Sql; text: Prisma.Sql }> = {
  CATEGORY: {
    counted: Prisma.sql`c.category_id`,
    detected: Prisma.sql`d.category_id`,
    text: Prisma.sql`key::text`,
  },
  DAY: {
    counted: Prisma.sql`c.day`,
    detected: Prisma.sql`(d.created_at AT TIME ZONE 'UTC')::date`,
    text: Prisma.sql`to_char(key, 'YYYY-MM-DD')`,
  },
  MODEL: { counted: Prisma.sql`c.model_id`, detected: Prisma.sql`d.model_id`, text: Prisma.sql`key::text` },
  NOTHING: { counted: Prisma.sql`''`, detected: Prisma.sql`''`, text: Prisma.sql`key` },
}

/** Place of the counter of scores from `minScore` up, from 1; undefined where there is none. */
function counterOf({ minScore, maxScore, imageId }: DetectionFilter): number | undefined {
  const step = Math.round(20 * minScore)
  const isCounted = step < 20 && step / 20 === minScore && maxScore >= 1 && imageId == null
  return isCounted ? step + 1 : undefined
}

/** The whole days of a filter; undefined where there are none. */
function wholeDays({ since, until }: DetectionFilter): Days | undefined {
  const begin = since == null ? null : Math.ceil(since.getTime() / dayMs) * dayMs
  const end = until == null ? null : Math.floor(until.getTime() / dayMs) * dayMs
  const isNone = begin !== null && (begin > lastDay || (end !== null && begin >= end))
  return isNone ? undefined : { begin, end }
}

/** What of a filter lies before and after its whole days. */
function piecesBeside(filter: DetectionFilter, { begin, end }: Days): DetectionFilter[] {
  const before = begin !== null && filter.since!.getTime() < begin
  const after = end !== null && end < filter.until!.getTime()
  return [
    ...(before ? [{ ...filter, until: new Date(begin) }] : []),
    ...(after ? [{ ...filter, since: new Date(end) }] : []),
  ]
}

const dateOf = (midnight: number) => Prisma.sql`${new Date(midnight).toISOString().slice(0, 10)}::date`

function fromCounters({ model, categoryIds }: DetectionFilter, counter: number, { begin, end }: Days, by: CountedBy) {
  const conditions = [
    begin !== null && Prisma.sql`c.day >= ${dateOf(begin)}`,
    end !== null && Prisma.sql`c.day < ${dateOf(end)}`,
    model != null && Prisma.sql`c.model_id IN (SELECT id FROM model WHERE name = ${model})`,
    categoryIds && Prisma.sql`c.category_id = ANY(${categoryIds}::smallint[])`,
  ]
  return Prisma.sql`SELECT ${keys[by].counted} AS key, sum(c.at_least[${counter}::int]) AS count
    FROM detection_count c ${where(conditions)} GROUP BY 1`
}

/** Without runs where none of their indexes narrows what is read. */
function fromDetections(filter: DetectionFilter, by: CountedBy) {
  const source = runConditions(filter).some(Boolean) ? detectionSource(filter) : Prisma.sql`FROM detection d`
  return Prisma.sql`SELECT ${keys[by].detected} AS key, count(*) AS count
    ${source} ${where(detectionConditions(filter))} GROUP BY 1`
}

/**
 * A query of `key`, text, and `count`, bigint, above 0. Whole days are read from the counters where they have what the
 * filter asks for, and the pieces of days beside them from detections; everything else from detections.
 */
export function countDetections(filter: DetectionFilter, by: CountedBy): Prisma.Sql {
  const [counter, days] = [counterOf(filter), wholeDays(filter)]
  const parts =
    counter === undefined || days === undefined
      ? [fromDetections(filter, by)]
      : [fromCounters(filter, counter, days, by), ...piecesBeside(filter, days).map(piece => fromDetections(piece, by))]
  return Prisma.sql`SELECT ${keys[by].text} AS key, sum(count)::bigint AS count
    FROM (${Prisma.join(parts, ' UNION ALL ')}) AS part GROUP BY key HAVING sum(count) > 0`
}
