import type { Pool } from 'pg'

/** Work that jobs should be there for. */
export type Unfinished = {
  readonly shards: readonly { readonly evaluationId: string; readonly shard: number }[]
  /** ids of evaluations whose shards are all matched */
  readonly accumulations: readonly string[]
}

const findShards = `
  SELECT s.evaluation_id AS "evaluationId", s.ordinal AS shard
  FROM evaluation e JOIN evaluation_shard s ON s.evaluation_id = e.id
  WHERE e.status IN ('QUEUED', 'RUNNING') AND NOT s.matched ORDER BY e.created_at, s.ordinal`

const findAccumulations = `
  SELECT id FROM evaluation WHERE status = 'RUNNING' AND matched_count = shard_count ORDER BY created_at`

/** What evaluations that have not ended still wait for. */
export const createUnfinished = (pool: Pool) => ({
  async list(): Promise<Unfinished> {
    const shards = await pool.query<Unfinished['shards'][number]>(findShards)
    const accumulations = await pool.query<{ id: string }>(findAccumulations)
    return { shards: shards.rows, accumulations: accumulations.rows.map(({ id }) => id) }
  },
})
