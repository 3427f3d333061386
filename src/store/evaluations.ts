import type { Pool } from 'pg'
import type { Finding } from '../../eval/finding.ts'
import type { Settings } from '../../eval/settings.ts'
import type { ErrorCode } from '../errors.ts'
import { deleteEvaluation } from './deleteEvaluation.ts'
import { countDeaths, countFailure, type Outcome, type Reason } from './endEvaluation.ts'
import { insertEvaluation, insertReused } from './insertEvaluation.ts'
import { inTransaction } from './inTransaction.ts'
import type { EvaluationSource, ResultHead, StoredResult } from './newEvaluation.ts'
import { cursorMoment, decodeCursor, type Page, type PageRequest, toPage, where } from './page.ts'
import { positionAfter, toPositionPage } from './positionPage.ts'
import { type Evaluation, Prisma, type PrismaClient } from './prisma/client.ts'
import type { ImageFailureCode } from './shards.ts'

export type EvaluationStatus = 'QUEUED' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELLED'
export type EvaluationPhase = 'DETECTING' | 'MATCHING' | 'ACCUMULATING' | 'COMMITTING'

/** An evaluation without its numbers: those come from `results`. */
export type EvaluationRow = Omit<
  Evaluation,
  | 'identity'
  | 'result'
  | 'head'
  | 'categoryCount'
  | 'settings'
  | 'warnings'
  | 'source'
  | 'status'
  | 'phase'
  | 'errorCode'
> & {
  readonly source: EvaluationSource
  readonly status: EvaluationStatus
  readonly phase: EvaluationPhase | null
  readonly settings: Settings
  readonly warnings: readonly Finding[]
  readonly errorCode: ErrorCode | null
}

export type EvaluationFilter = {
  datasetId?: string | null
  /** name of the model */
  model?: string | null
  status?: EvaluationStatus | null
  tag?: string | null
  /** when it was asked for: `since` or later, before `until` */
  since?: Date | null
  until?: Date | null
}

export type EvaluationOrder = 'NEWEST_FIRST' | 'OLDEST_FIRST'

/** An image that could not be detected. */
export type FailedImage = {
  /** in the dataset */
  readonly position: number
  readonly code: ImageFailureCode
  readonly message: string
  /** its id in the file of the ground truth; bigint */
  readonly fileId: bigint
  /** '' where the file has none */
  readonly fileName: string
}

/** Whose accumulation it is, and which try: another one makes this one's writes void. */
type AccumulationFence = { readonly evaluationId: string; readonly attempt: number }

const columns = Prisma.sql`e.id, e.name, e.tags, e.dataset_id AS "datasetId", e.source, e.model_id AS "modelId",
  e.score_floor AS "scoreFloor", e.max_detections AS "maxDetections", e.status, e.phase, e.phase_started_at AS "phaseStartedAt", e.settings, e.detections_hash AS "detectionsHash",
  e.reused_from_id AS "reusedFromId", e.idempotency_key AS "idempotencyKey", e.request_hash AS "requestHash", e.literal_hash AS "literalHash", e.warnings,
  e.image_count AS "imageCount", e.detect_count AS "detectCount", e.detected_count AS "detectedCount",
  e.failed_count AS "failedCount", e.shard_count AS "shardCount", e.matched_count AS "matchedCount", e.attempt, e.failures,
  e.deaths, e.error_code AS "errorCode", e.error_message AS "errorMessage", e.created_at AS "createdAt",
  e.started_at AS "startedAt", e.finished_at AS "finishedAt", ${cursorMoment(Prisma.sql`e.created_at`)} AS at`

const conditionsOf = ({ datasetId, model, status, tag, since, until }: EvaluationFilter) => [
  datasetId != null && Prisma.sql`e.dataset_id = ${datasetId}::uuid`,
  model != null && Prisma.sql`e.model_id IN (SELECT id FROM model WHERE name = ${model})`,
  status != null && Prisma.sql`e.status = ${status}`,
  tag != null && Prisma.sql`${tag} = ANY(e.tags)`,
  since != null && Prisma.sql`e.created_at >= ${since}`,
  until != null && Prisma.sql`e.created_at < ${until}`,
]

const orders = {
  NEWEST_FIRST: { by: Prisma.sql`e.created_at DESC, e.id DESC`, follows: Prisma.sql`<` },
  OLDEST_FIRST: { by: Prisma.sql`e.created_at, e.id`, follows: Prisma.sql`>` },
}

/** Evaluations that come after those of the page before. */
function beyond(after: string | null, order: EvaluationOrder) {
  const cursor = decodeCursor(after)
  if (!cursor) return undefined
  return Prisma.sql`(e.created_at, e.id) ${orders[order].follows} (${cursor.at}::timestamptz, ${cursor.id}::uuid)`
}

const beginAccumulation = `
  UPDATE evaluation SET attempt = attempt + 1, deaths = deaths + 1, phase = 'ACCUMULATING',
    phase_started_at = CASE WHEN phase = 'ACCUMULATING' THEN phase_started_at ELSE now() END
  WHERE id = $1 AND status = 'RUNNING' AND matched_count = shard_count RETURNING attempt, deaths`

const beginCommitting = `
  UPDATE evaluation SET phase = 'COMMITTING', phase_started_at = now()
  WHERE id = $1 AND attempt = $2 AND status = 'RUNNING'`

const complete = `
  UPDATE evaluation SET status = 'COMPLETED', phase = NULL, finished_at = now(), result = $3, warnings = $4,
    detections_hash = $5
  WHERE id = $1 AND attempt = $2 AND status = 'RUNNING'`

const failAccumulation = `
  UPDATE evaluation SET failures = failures + 1, deaths = deaths - 1
  WHERE id = $1 AND attempt = $2 AND status = 'RUNNING' RETURNING failures`

const giveBackAccumulation = `
  UPDATE evaluation SET deaths = deaths - 1 WHERE id = $1 AND attempt = $2 AND status = 'RUNNING'`

const cancel = `
  UPDATE evaluation SET status = 'CANCELLED', phase = NULL, finished_at = now()
  WHERE id = $1 AND status IN ('QUEUED', 'RUNNING')`

const read = (prisma: PrismaClient, condition: Prisma.Sql) =>
  prisma.$queryRaw<EvaluationRow[]>`SELECT ${columns} FROM evaluation e WHERE ${condition}`

/** Stored evaluations. Every write of a worker needs that the evaluation is RUNNING, and that its attempt is the last. */
export const createEvaluations = (pool: Pool, prisma: PrismaClient) => ({
  insert: insertEvaluation.bind(undefined, pool),
  insertReused: insertReused.bind(undefined, pool),

  findMany: (ids: readonly string[]): Promise<EvaluationRow[]> =>
    read(prisma, Prisma.sql`e.id = ANY(${[...ids]}::uuid[])`),

  async findByIdempotencyKey(key: string): Promise<EvaluationRow | undefined> {
    const [row] = await read(prisma, Prisma.sql`e.idempotency_key = ${key}`)
    return row
  },

  /**
   * The evaluation whose shards hold what one of this identity would compute. One with images that could not be detected
   * does not count: they may be detected the next time.
   */
  async findCompleted(identity: Buffer): Promise<EvaluationRow | undefined> {
    const [row] = await read(
      prisma,
      Prisma.sql`e.identity = ${identity} AND e.status = 'COMPLETED' AND e.reused_from_id IS NULL AND e.failed_count = 0
        ORDER BY e.created_at LIMIT 1`,
    )
    return row
  },

  async list(
    filter: EvaluationFilter,
    { first, after }: PageRequest,
    order: EvaluationOrder = 'NEWEST_FIRST',
  ): Promise<Page<EvaluationRow>> {
    const rows = await prisma.$queryRaw<(EvaluationRow & { at: string })[]>`
      SELECT ${columns} FROM evaluation e ${where([...conditionsOf(filter), beyond(after, order)])}
      ORDER BY ${orders[order].by} LIMIT ${first + 1}`
    return toPage(rows, first)
  },

  async count(filter: EvaluationFilter): Promise<number> {
    const [row] = await prisma.$queryRaw<{ count: bigint }[]>`
      SELECT count(*) AS count FROM evaluation e ${where(conditionsOf(filter))}`
    return Number(row?.count ?? 0)
  },

  /** One page of each dataset's evaluations, newest first, in one query; in the order of `datasetIds`. */
  async listByDataset(datasetIds: readonly string[], { first, after }: PageRequest): Promise<Page<EvaluationRow>[]> {
    const conditions = [Prisma.sql`e.dataset_id = wanted.id`, beyond(after, 'NEWEST_FIRST')]
    const rows = await prisma.$queryRaw<(EvaluationRow & { at: string })[]>`
      SELECT e.* FROM unnest(${[...datasetIds]}::uuid[]) AS wanted(id) CROSS JOIN LATERAL (
        SELECT ${columns} FROM evaluation e ${where(conditions)}
        ORDER BY e.created_at DESC, e.id DESC LIMIT ${first + 1}) e`
    const grouped = Map.groupBy(rows, ({ datasetId }) => datasetId)
    return datasetIds.map(id => toPage(grouped.get(id) ?? [], first))
  },

  /** In the order of `datasetIds`. */
  async countByDataset(datasetIds: readonly string[]): Promise<number[]> {
    const rows = await prisma.$queryRaw<{ id: string; count: number }[]>`
      SELECT dataset_id AS id, count(*)::int AS count FROM evaluation
      WHERE dataset_id = ANY(${[...datasetIds]}::uuid[]) GROUP BY dataset_id`
    const counts = new Map(rows.map(({ id, count }) => [id, count]))
    return datasetIds.map(id => counts.get(id) ?? 0)
  },

  /** The numbers but those of categories, null until COMPLETED; in the order of `ids`. */
  async resultHeads(ids: readonly string[]): Promise<(ResultHead | null)[]> {
    const rows = await prisma.$queryRaw<{ id: string; head: Omit<StoredResult, 'perCategory'>; count: number }[]>`
      SELECT id, head, category_count AS count FROM evaluation
      WHERE id = ANY(${[...ids]}::uuid[]) AND head IS NOT NULL`
    const byId = new Map(rows.map(row => [row.id, row]))
    return ids.map(evaluationId => {
      const row = byId.get(evaluationId)
      return row ? { ...row.head, evaluationId, categoryCount: row.count } : null
    })
  },

  /** The numbers of categories, none until COMPLETED; in the order of `ids`. */
  async perCategory(ids: readonly string[]): Promise<StoredResult['perCategory'][]> {
    const rows = await prisma.$queryRaw<{ id: string; perCategory: StoredResult['perCategory'] | null }[]>`
      SELECT id, result->'perCategory' AS "perCategory" FROM evaluation WHERE id = ANY(${[...ids]}::uuid[])`
    const byId = new Map(rows.map(row => [row.id, row.perCategory]))
    return ids.map(id => byId.get(id) ?? [])
  },

  /** All numbers, null until COMPLETED; in the order of `ids`. */
  async results(ids: readonly string[]): Promise<(StoredResult | null)[]> {
    const rows = await prisma.$queryRaw<{ id: string; result: StoredResult | null }[]>`
      SELECT id, result FROM evaluation WHERE id = ANY(${[...ids]}::uuid[])`
    const byId = new Map(rows.map(({ id, result }) => [id, result]))
    return ids.map(id => byId.get(id) ?? null)
  },

  /** One page of each evaluation's, in the order of the dataset, in one query; in the order of `ids`. */
  async failedImages(ids: readonly string[], { first, after }: PageRequest): Promise<Page<FailedImage>[]> {
    const rows = await prisma.$queryRaw<(FailedImage & { place: number })[]>`
      SELECT failed.*, wanted.place::int AS place
      FROM unnest(${[...ids]}::uuid[]) WITH ORDINALITY AS wanted(id, place) CROSS JOIN LATERAL (
        SELECT (error->>'position')::int AS position, error->>'code' AS code, error->>'message' AS message,
          i.file_id AS "fileId", i.file_name AS "fileName"
        FROM evaluation e JOIN evaluation_shard s ON s.evaluation_id = e.id
        CROSS JOIN LATERAL jsonb_array_elements(s.image_errors) AS error
        JOIN dataset_image i ON i.dataset_id = e.dataset_id AND i.position = (error->>'position')::int
        WHERE e.id = wanted.id AND (error->>'position')::int >= ${positionAfter(after)}
        ORDER BY 1 LIMIT ${first + 1}) failed
      ORDER BY place, position`
    const grouped = Map.groupBy(rows, ({ place }) => place)
    return ids.map((_, index) => toPositionPage(grouped.get(index + 1) ?? [], first))
  },

  /** False when it has ended already, or there is none. */
  async cancel(id: string): Promise<boolean> {
    return (await pool.query(cancel, [id])).rowCount === 1
  },

  /** False when there was no such evaluation. Those that reuse its numbers keep them. */
  delete: (id: string): Promise<boolean> => deleteEvaluation(pool, id),

  /** Begins another try; undefined when there is nothing to accumulate (any more), or too many began and never ended. */
  async beginAccumulation(id: string): Promise<{ attempt: number } | undefined> {
    return inTransaction(pool, async client => {
      const { rows } = await client.query<{ attempt: number; deaths: number }>(beginAccumulation, [id])
      const [begun] = rows
      return !begun || (await countDeaths(client, id, begun.deaths)) ? undefined : { attempt: begun.attempt }
    })
  },

  /** Says that the numbers are about to be stored. False: LOST. */
  async beginCommitting({ evaluationId, attempt }: AccumulationFence): Promise<boolean> {
    return (await pool.query(beginCommitting, [evaluationId, attempt])).rowCount === 1
  },

  /** Stores the numbers, and with them that it is COMPLETED. False: LOST. */
  async complete(
    { evaluationId, attempt }: AccumulationFence,
    {
      result,
      warnings,
      detectionsHash,
    }: { result: StoredResult; warnings: readonly Finding[]; detectionsHash: Buffer },
  ): Promise<boolean> {
    const values = [evaluationId, attempt, JSON.stringify(result), JSON.stringify(warnings), detectionsHash]
    return (await pool.query(complete, values)).rowCount === 1
  },

  /** Counts an accumulation that ended with an error; the third is the last. */
  failAccumulation: ({ evaluationId, attempt }: AccumulationFence, reason: Reason): Promise<Outcome> =>
    inTransaction(pool, async client => {
      const { rows } = await client.query<{ failures: number }>(failAccumulation, [evaluationId, attempt])
      return countFailure(client, evaluationId, rows[0]?.failures, reason)
    }),

  /** Says that an accumulation ended for now, through nobody's fault, as for a shard. */
  async giveBackAccumulation({ evaluationId, attempt }: AccumulationFence): Promise<void> {
    await pool.query(giveBackAccumulation, [evaluationId, attempt])
  },
})
