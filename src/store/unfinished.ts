import type { Pool } from 'pg'
import type { DetectionSettings } from './newEvaluation.ts'

/** A shard that a job should be there for; `detection` is null where its evaluation has no image to detect. */
export type UnfinishedShard = {
  readonly evaluationId: string
  readonly shard: number
  readonly detection: DetectionSettings | null
}

/** Work that jobs should be there for, the oldest of it. */
export type Unfinished = {
  readonly shards: readonly UnfinishedShard[]
  /** ids of evaluations whose shards are all matched */
  readonly accumulations: readonly string[]
}

/** An evaluation that nobody has begun. */
export type Waiting = DetectionSettings & { readonly evaluationId: string }

const mostWaiting = 10

const isHere = `EXISTS (
  SELECT FROM unnest($1::uuid[], $2::float8[], $3::int[]) AS here(model_id, score_floor, max_detections)
  WHERE (e.model_id, e.score_floor, e.max_detections) = (here.model_id, here.score_floor, here.max_detections))`

const findShards = `
  SELECT s.evaluation_id AS "evaluationId", s.ordinal AS shard, CASE WHEN e.detect_count > 0 THEN json_build_object(
    'modelId', e.model_id, 'scoreFloor', e.score_floor, 'maxDetections', e.max_detections) END AS detection
  FROM evaluation e JOIN evaluation_shard s ON s.evaluation_id = e.id
  WHERE e.status IN ('QUEUED', 'RUNNING') AND NOT s.matched AND (e.detect_count = 0 OR ${isHere})
  ORDER BY e.created_at, e.id, s.ordinal LIMIT $4`

const findAccumulations = `
  SELECT id FROM evaluation WHERE status = 'RUNNING' AND matched_count = shard_count
  ORDER BY created_at, id LIMIT $1`

const findWaiting = `
  SELECT id AS "evaluationId", model_id AS "modelId", score_floor AS "scoreFloor", max_detections AS "maxDetections"
  FROM evaluation e WHERE status = 'QUEUED' AND detect_count > 0 AND NOT ${isHere}
  ORDER BY created_at, id LIMIT $4`

const valuesOf = (detections: readonly DetectionSettings[]) => [
  detections.map(({ modelId }) => modelId),
  detections.map(({ scoreFloor }) => scoreFloor),
  detections.map(({ maxDetections }) => maxDetections),
]

/** What evaluations that have not ended still wait for. */
export const createUnfinished = (pool: Pool) => ({
  /**
   * @param detections ways to detect: what needs another one is left out
   * @param most shards, and accumulations: as the oldest get done, what is beyond has its turn
   */
  async list(detections: readonly DetectionSettings[], most = 2000): Promise<Unfinished> {
    const shards = await pool.query<UnfinishedShard>(findShards, [...valuesOf(detections), most])
    const accumulations = await pool.query<{ id: string }>(findAccumulations, [most])
    return { shards: shards.rows, accumulations: accumulations.rows.map(({ id }) => id) }
  },

  /** The oldest ten evaluations that need another way to detect than these. */
  async listElsewhere(detections: readonly DetectionSettings[]): Promise<Waiting[]> {
    return (await pool.query<Waiting>(findWaiting, [...valuesOf(detections), mostWaiting])).rows
  },
})
