import type { Pool, PoolClient, QueryConfig } from 'pg'
import { inTransaction } from './inTransaction.ts'

/** Milliseconds for each statement: shards of millions of detections take longer to go than a query may. */
const patienceMs = 120_000

// As insertReused does first, so that nobody comes to reuse the shards meanwhile.
const lockDataset = `
  SELECT FROM dataset WHERE id = (SELECT dataset_id FROM evaluation WHERE id = $1) FOR NO KEY UPDATE`

const findHeir = 'SELECT id FROM evaluation WHERE reused_from_id = $1 ORDER BY created_at, id LIMIT 1'

const handShards = 'UPDATE evaluation_shard SET evaluation_id = $2 WHERE evaluation_id = $1'

const nameHeir = `
  UPDATE evaluation SET reused_from_id = CASE WHEN id <> $2::uuid THEN $2::uuid END WHERE reused_from_id = $1`

/**
 * Deletes an evaluation, also one at work: workers find it gone. Its shards go to the oldest evaluation that reuses them,
 * if there is one; runs and photos stay, and the photos of the dataset stay as they are.
 * @returns false when there was no such evaluation
 */
export const deleteEvaluation = (pool: Pool, id: string): Promise<boolean> =>
  inTransaction(pool, client => deleteOne(client, id))

async function deleteOne(client: PoolClient, id: string): Promise<boolean> {
  async function run(text: string, ...values: string[]) {
    const patient: QueryConfig & { query_timeout: number } = { text, values, query_timeout: patienceMs }
    return client.query<{ id: string }>(patient)
  }
  await client.query(`SET LOCAL statement_timeout = ${patienceMs}`)
  await run(lockDataset, id)
  if ((await run('SELECT FROM evaluation WHERE id = $1 FOR UPDATE', id)).rowCount === 0) return false
  const [heir] = (await run(findHeir, id)).rows
  if (heir) {
    await run(handShards, id, heir.id)
    await run(nameHeir, id, heir.id)
  }
  await run('DELETE FROM evaluation WHERE id = $1', id)
  return true
}
