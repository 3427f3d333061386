import { cursorMoment, decodeCursor, type Page, type PageRequest, toPage, where } from './page.ts'
import { type DetectionRun, Prisma, type PrismaClient } from './prisma/client.ts'

export type RunFilter = { model?: string | null; imageId?: string | null; since?: Date | null; until?: Date | null }

const columns = Prisma.sql`r.id, r.image_id AS "imageId", r.model_id AS "modelId", r.created_at AS "createdAt",
  r.score_floor AS "scoreFloor", r.max_detections AS "maxDetections", r.detection_count AS "detectionCount",
  r.queue_ms AS "queueMs", r.decode_ms AS "decodeMs", r.preprocess_ms AS "preprocessMs",
  r.inference_ms AS "inferenceMs", r.postprocess_ms AS "postprocessMs", ${cursorMoment(Prisma.sql`r.created_at`)} AS at`

type Row = DetectionRun & { at: string }

/** Conditions on `detection_run r`, or on the copies of its columns in `detection d`. */
export function runConditions({ model, imageId, since, until }: RunFilter, table: 'r' | 'd' = 'r') {
  const of = Prisma.raw(table)
  return [
    imageId != null && Prisma.sql`r.image_id = ${imageId}::uuid`,
    model != null && Prisma.sql`${of}.model_id IN (SELECT id FROM model WHERE name = ${model})`,
    since != null && Prisma.sql`${of}.created_at >= ${since}`,
    until != null && Prisma.sql`${of}.created_at < ${until}`,
  ]
}

/** Runs that come after those of the page before, in lists of newest first. */
function beyond(after: string | null) {
  const cursor = decodeCursor(after)
  return cursor && Prisma.sql`(r.created_at, r.id) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)`
}

/** Stored detection runs, without their detections. */
export const createRuns = (prisma: PrismaClient) => ({
  findMany: (ids: readonly string[]): Promise<DetectionRun[]> =>
    prisma.detectionRun.findMany({ where: { id: { in: [...ids] } } }),

  /** Newest first. */
  async list(filter: RunFilter, { first, after }: PageRequest): Promise<Page<DetectionRun>> {
    const rows = await prisma.$queryRaw<Row[]>`
      SELECT ${columns} FROM detection_run r ${where([...runConditions(filter), beyond(after)])}
      ORDER BY r.created_at DESC, r.id DESC LIMIT ${first + 1}`
    return toPage(rows, first)
  },

  /** One page of each image's runs, newest first, in one query; in the order of `imageIds`. */
  async listByImage(imageIds: readonly string[], { first, after }: PageRequest): Promise<Page<DetectionRun>[]> {
    const rows = await prisma.$queryRaw<Row[]>`
      SELECT r.* FROM unnest(${[...imageIds]}::uuid[]) AS wanted(id) CROSS JOIN LATERAL (
        SELECT ${columns} FROM detection_run r ${where([Prisma.sql`r.image_id = wanted.id`, beyond(after)])}
        ORDER BY r.created_at DESC, r.id DESC LIMIT ${first + 1}) r`
    const grouped = Map.groupBy(rows, row => row.imageId)
    return imageIds.map(id => toPage(grouped.get(id) ?? [], first))
  },

  /** In the order of `imageIds`. */
  async countByImage(imageIds: readonly string[]): Promise<number[]> {
    const rows = await prisma.$queryRaw<{ imageId: string; count: bigint }[]>`
      SELECT image_id AS "imageId", count(*) AS count FROM detection_run
      WHERE image_id = ANY(${[...imageIds]}::uuid[]) GROUP BY image_id`
    const counts = new Map(rows.map(({ imageId, count }) => [imageId, Number(count)]))
    return imageIds.map(id => counts.get(id) ?? 0)
  },

  async count(filter: RunFilter): Promise<number> {
    const [row] = await prisma.$queryRaw<{ count: bigint }[]>`
      SELECT count(*) AS count FROM detection_run r ${where(runConditions(filter))}`
    return Number(row?.count ?? 0)
  },
})
