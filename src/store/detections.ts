import { type CountedBy, countDetections } from './countDetections.ts'
import { type DetectionFilter, detectionConditions, detectionSource, isOneCategory } from './detectionConditions.ts'
import { cursorMoment, decodeCursor, type Page, type PageRequest, toPage, where } from './page.ts'
import { type Detection, Prisma, type PrismaClient } from './prisma/client.ts'

export type CountKey = Exclude<CountedBy, 'NOTHING'>

/** `key` is a category id, a day such as 2026-11-20, or a model id. */
export type DetectionCount = { key: string; count: number }

/** Which detections of a run. */
export type OfRun = { minScore: number; categoryIds: number[] | undefined; first: number }

const columns = Prisma.sql`d.run_id AS "runId", d.ordinal, d.category_id AS "categoryId", d.model_id AS "modelId",
  d.created_at AS "createdAt", d.score, d.x, d.y, d.width, d.height`

/**
 * Stored detections. Lists walk an index of the runs and take each run's boxes by primary key; the list of one
 * category walks the index of its own.
 */
export const createDetections = (prisma: PrismaClient) => ({
  /** The best `first` detections of `minScore` and more of each run, highest score first; in the order of `runIds`. */
  async ofRuns(runIds: readonly string[], { minScore, categoryIds, first }: OfRun): Promise<Detection[][]> {
    const conditions = [
      Prisma.sql`d.run_id = wanted.id`,
      Prisma.sql`d.score >= ${minScore}`,
      categoryIds && Prisma.sql`d.category_id = ANY(${categoryIds}::smallint[])`,
    ]
    const rows = await prisma.$queryRaw<Detection[]>`
      SELECT d.* FROM unnest(${[...runIds]}::uuid[]) AS wanted(id) CROSS JOIN LATERAL (
        SELECT ${columns} FROM detection d ${where(conditions)} ORDER BY d.ordinal LIMIT ${first}) d`
    const grouped = Map.groupBy(rows, row => row.runId)
    return runIds.map(id => grouped.get(id) ?? [])
  },

  find: (runId: string, ordinal: number): Promise<Detection | null> =>
    prisma.detection.findUnique({ where: { runId_ordinal: { runId, ordinal } } }),

  /** Newest run first, then highest score first. */
  async list(filter: DetectionFilter, { first, after }: PageRequest): Promise<Page<Detection>> {
    const cursor = decodeCursor(after)
    const moment = isOneCategory(filter) ? Prisma.sql`d.created_at` : Prisma.sql`r.created_at`
    const run = isOneCategory(filter) ? Prisma.sql`d.run_id` : Prisma.sql`r.id`
    const beyond = cursor && [
      Prisma.sql`(${moment}, ${run}) <= (${cursor.at}::timestamptz, ${cursor.id}::uuid)`,
      Prisma.sql`((${moment}, ${run}) < (${cursor.at}::timestamptz, ${cursor.id}::uuid) OR d.ordinal > ${cursor.ordinal ?? -1})`,
    ]
    const rows = await prisma.$queryRaw<(Detection & { at: string; id: string })[]>`
      SELECT ${columns}, d.run_id AS id, ${cursorMoment(moment)} AS at ${detectionSource(filter)}
      ${where([...detectionConditions(filter), ...(beyond ?? [])])}
      ORDER BY ${moment} DESC, ${run} DESC, d.ordinal LIMIT ${first + 1}`
    return toPage(rows, first)
  },

  async count(filter: DetectionFilter): Promise<number> {
    const [row] = await prisma.$queryRaw<{ count: bigint }[]>(countDetections(filter, 'NOTHING'))
    return Number(row?.count ?? 0)
  },

  /** Largest count first; days in order. */
  async countBy(filter: DetectionFilter, by: CountKey): Promise<DetectionCount[]> {
    const rows = await prisma.$queryRaw<{ key: string; count: bigint }[]>`
      ${countDetections(filter, by)} ORDER BY ${by === 'DAY' ? Prisma.sql`1` : Prisma.sql`2 DESC, 1`}`
    return rows.map(({ key, count }) => ({ key, count: Number(count) }))
  },
})
