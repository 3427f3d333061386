import { escapeLiteral, type Pool, type PoolClient } from 'pg'
import type { Settings } from '../../eval/settings.ts'
import type { ErrorCode } from '../errors.ts'
import { copyBytes } from './copy/copyBytes.ts'
import { countDeaths, countFailure, type Outcome, type Reason } from './endEvaluation.ts'
import type { EvaluationPhase } from './evaluations.ts'
import { inTransaction } from './inTransaction.ts'
import type { EvaluationSource } from './newEvaluation.ts'
import { insertRuns, type NewRun } from './saveRuns.ts'

/** Which try at which shard: one that begins later makes the writes of this one void. */
export type ShardFence = { readonly evaluationId: string; readonly ordinal: number; readonly attempt: number }

/** What an attempt at a shard begins with. Indexes count the images of the shard from 0. */
export type ShardWork = {
  readonly attempt: number
  /** attempts before this one that ended with an error */
  readonly failures: number
  readonly phase: EvaluationPhase
  readonly source: EvaluationSource
  readonly datasetId: string
  /** key of the model whose detections these are; null with results from elsewhere */
  readonly modelId: string | null
  /** position in the dataset */
  readonly firstImage: number
  readonly imageCount: number
  /** photos that are yet to be detected: they have no run and did not fail */
  readonly toDetect: readonly { readonly index: number; readonly imageId: string }[]
}

/** What matching an attempt's shard reads. */
export type ShardRow = Pick<ShardWork, 'source' | 'datasetId' | 'modelId' | 'firstImage' | 'imageCount'> & {
  readonly settings: Settings
  readonly imageIds: readonly (string | null)[]
  readonly runIds: readonly (string | null)[]
  /** whether its detections are packed; else they are to be read from the runs */
  readonly isPacked: boolean
}

/** `firstAnnotation`: ordinal in the dataset of the first annotation on the shard's images, which follow each other */
type ShardStart = { readonly firstAnnotation: number }

/** Why one image could not be detected; the others go on. */
export type ImageFailureCode = Extract<
  ErrorCode,
  | 'IMAGE_EMPTY'
  | 'IMAGE_CORRUPT'
  | 'IMAGE_UNSUPPORTED'
  | 'IMAGE_TOO_LARGE'
  | 'IMAGE_NOT_FOUND'
  | 'DEADLINE_EXCEEDED'
  | 'INFERENCE_FAILED'
>

export type Saved = 'SAVED' | 'LOST'

export type PackedColumn = 'detections' | 'matches' | 'overlaps'

type Begun = Omit<ShardWork, 'attempt' | 'failures' | 'phase' | 'toDetect'> & { status: string; phase: EvaluationPhase }
type BegunShard = Pick<ShardWork, 'attempt' | 'failures' | 'firstImage' | 'imageCount'> & {
  deaths: number
  imageIds: (string | null)[]
  runIds: (string | null)[]
  imageErrors: { position: number }[]
}

// The evaluation's row is always locked before the shard's, so that two transactions never wait for each other.
const lockEvaluation = `
  SELECT status, phase, source, dataset_id AS "datasetId", model_id AS "modelId" FROM evaluation
  WHERE id = $1 AND status IN ('QUEUED', 'RUNNING') FOR NO KEY UPDATE`

const beginShard = `
  UPDATE evaluation_shard SET attempt = attempt + 1, deaths = deaths + 1
  WHERE evaluation_id = $1 AND ordinal = $2 AND NOT matched
  RETURNING attempt, failures, deaths, first_image AS "firstImage", image_count AS "imageCount", image_ids AS "imageIds",
    run_ids AS "runIds", image_errors AS "imageErrors"`

const startEvaluation = `
  UPDATE evaluation SET status = 'RUNNING', started_at = now(), phase_started_at = now(),
    phase = CASE WHEN detect_count > 0 THEN 'DETECTING' ELSE 'MATCHING' END
  WHERE id = $1 RETURNING phase`

const countDetected = `
  UPDATE evaluation SET detected_count = detected_count + $2, failed_count = failed_count + $3,
    phase = CASE WHEN phase = 'DETECTING' AND detected_count + failed_count + $2 + $3 >= detect_count
      THEN 'MATCHING' ELSE phase END,
    phase_started_at = CASE WHEN phase = 'DETECTING' AND detected_count + failed_count + $2 + $3 >= detect_count
      THEN now() ELSE phase_started_at END
  WHERE id = $1 AND status = 'RUNNING'`

const noteRuns = `
  UPDATE evaluation_shard s SET deaths = 1,
    run_ids = ARRAY(SELECT coalesce(fresh.run_id, kept.run_id)
      FROM unnest(s.run_ids) WITH ORDINALITY AS kept(run_id, place)
      LEFT JOIN unnest($4::int[], $5::uuid[]) AS fresh(index, run_id) ON fresh.index + 1 = kept.place
      ORDER BY kept.place),
    image_errors = image_errors || coalesce((SELECT jsonb_agg(jsonb_build_object(
        'position', s.first_image + failed.index, 'code', failed.code, 'message', failed.message) ORDER BY failed.index)
      FROM unnest($6::int[], $7::text[], $8::text[]) AS failed(index, code, message)), '[]')
  WHERE evaluation_id = $1 AND ordinal = $2 AND attempt = $3 AND NOT matched`

const countMatched = `
  UPDATE evaluation SET matched_count = matched_count + 1,
    phase = CASE WHEN matched_count + 1 = shard_count THEN 'ACCUMULATING' ELSE phase END,
    phase_started_at = CASE WHEN matched_count + 1 = shard_count THEN now() ELSE phase_started_at END
  WHERE id = $1 AND status = 'RUNNING' RETURNING matched_count = shard_count AS "isLast"`

const storeMatched = `
  UPDATE evaluation_shard SET matched = true, detections = coalesce($4, detections), matches = $5, "overlaps" = $6
  WHERE evaluation_id = $1 AND ordinal = $2 AND attempt = $3 AND NOT matched`

const countShardFailure = `
  UPDATE evaluation_shard SET failures = failures + 1, deaths = deaths - 1
  WHERE evaluation_id = $1 AND ordinal = $2 AND attempt = $3 AND NOT matched RETURNING failures`

const giveBackShard = `
  UPDATE evaluation_shard SET deaths = deaths - 1
  WHERE evaluation_id = $1 AND ordinal = $2 AND attempt = $3 AND NOT matched`

const readShard = `
  SELECT e.source, e.dataset_id AS "datasetId", e.model_id AS "modelId", e.settings, s.first_image AS "firstImage",
    s.image_count AS "imageCount", s.image_ids AS "imageIds", s.run_ids AS "runIds",
    s.detections IS NOT NULL AS "isPacked"
  FROM evaluation_shard s JOIN evaluation e ON e.id = s.evaluation_id
  WHERE s.evaluation_id = $1 AND s.ordinal = $2 AND s.attempt = $3 AND NOT s.matched AND e.status = 'RUNNING'`

const readLayout = `
  SELECT coalesce(d.annotation_start, 0) AS "firstAnnotation"
  FROM evaluation_shard s JOIN evaluation e ON e.id = s.evaluation_id
  LEFT JOIN dataset_image d ON d.dataset_id = e.dataset_id AND d.position = s.first_image
  WHERE s.evaluation_id = $1 ORDER BY s.ordinal`

/** Takes the transaction back. */
class Lost extends Error {}

const valuesOf = ({ evaluationId, ordinal, attempt }: ShardFence) => [evaluationId, ordinal, attempt]

/** Does all of `work` or, when it finds that the attempt is not the last one any more, nothing: LOST. */
async function orLost(pool: Pool, work: (client: PoolClient) => Promise<void>): Promise<Saved> {
  try {
    await inTransaction(pool, work)
    return 'SAVED'
  } catch (error) {
    if (error instanceof Lost) return 'LOST'
    throw error
  }
}

async function change(client: PoolClient, text: string, values: unknown[]) {
  const { rows, rowCount } = await client.query(text, values)
  if (rowCount === 0) throw new Lost()
  return rows[0]
}

/**
 * The images of an evaluation that one job works on. Writes take place only while the evaluation is RUNNING and for the
 * attempt that began last; all others answer LOST and change nothing.
 */
export const createShards = (pool: Pool) => ({
  /**
   * Begins another attempt, and with the first one the evaluation; undefined when there is nothing to do any more, or
   * too many attempts began and never ended.
   */
  begin: (evaluationId: string, ordinal: number): Promise<ShardWork | undefined> =>
    inTransaction(pool, async client => {
      const evaluation = (await client.query<Begun>(lockEvaluation, [evaluationId])).rows[0]
      if (!evaluation) return undefined
      const shard = (await client.query<BegunShard>(beginShard, [evaluationId, ordinal])).rows[0]
      if (!shard) return undefined
      const { status, ...rest } = evaluation
      const isFirst = status === 'QUEUED'
      const phase = isFirst ? (await client.query(startEvaluation, [evaluationId])).rows[0].phase : rest.phase
      if (await countDeaths(client, evaluationId, shard.deaths)) return undefined
      const { deaths: _, imageIds, runIds, imageErrors, ...begun } = shard
      const failed = new Set(imageErrors.map(({ position }) => position - shard.firstImage))
      const toDetect = imageIds.flatMap((imageId, index) =>
        imageId === null || runIds[index] != null || failed.has(index) ? [] : [{ index, imageId }],
      )
      return { ...rest, ...begun, phase, toDetect }
    }),

  /**
   * Stores images, runs and detections, and which images of the shard they, or errors, are of. With something stored,
   * attempts before this one do not count any more as ones that never ended.
   */
  saveRuns: (
    fence: ShardFence,
    runs: readonly (NewRun & { readonly index: number })[],
    failed: readonly { readonly index: number; readonly code: ImageFailureCode; readonly message: string }[],
  ): Promise<Saved> =>
    orLost(pool, async client => {
      // First, as it takes longest: all shards of an evaluation wait for its row.
      const saved = await insertRuns(client, runs)
      await change(client, countDetected, [fence.evaluationId, runs.length, failed.length])
      await change(client, noteRuns, [
        ...valuesOf(fence),
        runs.map(({ index }) => index),
        saved.map(({ id }) => id),
        failed.map(({ index }) => index),
        failed.map(({ code }) => code),
        failed.map(({ message }) => message),
      ])
    }),

  /** What an attempt matches; undefined: LOST. */
  async read(fence: ShardFence): Promise<ShardRow | undefined> {
    return (await pool.query<ShardRow>(readShard, valuesOf(fence))).rows[0]
  },

  /**
   * Stores a shard's matches, each packed; the transaction of the last shard enqueues the accumulation.
   * @param packed.detections null to keep those that are there
   */
  finish: (
    fence: ShardFence,
    packed: { detections: Uint8Array | null; matches: Uint8Array; overlaps: Uint8Array },
    enqueue: (client: PoolClient, evaluationId: string) => Promise<void>,
  ): Promise<Saved> =>
    orLost(pool, async client => {
      const { isLast } = await change(client, countMatched, [fence.evaluationId])
      await change(client, storeMatched, [...valuesOf(fence), packed.detections, packed.matches, packed.overlaps])
      if (isLast) await enqueue(client, fence.evaluationId)
    }),

  /** Counts an attempt that ended with an error; the third is the last of the evaluation. */
  fail: (fence: ShardFence, reason: Reason): Promise<Outcome> =>
    inTransaction(pool, async client => {
      const { rowCount } = await client.query(lockEvaluation, [fence.evaluationId])
      if (rowCount === 0) return 'LOST'
      const { rows } = await client.query<{ failures: number }>(countShardFailure, valuesOf(fence))
      return countFailure(client, fence.evaluationId, rows[0]?.failures, reason)
    }),

  /** Says that an attempt ended for now, through nobody's fault: it counts neither as failed nor as never ended. */
  async giveBack(fence: ShardFence): Promise<void> {
    await pool.query(giveBackShard, valuesOf(fence))
  },

  /** Where each shard of an evaluation begins, in their order; none when there is no such evaluation. */
  async layout(evaluationId: string): Promise<ShardStart[]> {
    return (await pool.query<ShardStart>(readLayout, [evaluationId])).rows
  },

  /** One packed column of one shard; undefined when it is not there. */
  readPacked: (evaluationId: string, ordinal: number, column: PackedColumn): Promise<Buffer | undefined> =>
    inTransaction(
      pool,
      client =>
        copyBytes(
          client,
          `SELECT "${column}" FROM evaluation_shard
          WHERE evaluation_id = ${escapeLiteral(evaluationId)} AND ordinal = ${ordinal}`,
        ),
      { begin: 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY' },
    ),
})
