import type { Pool, PoolClient, QueryConfig } from 'pg'
import { inTransaction } from './inTransaction.ts'

/** Milliseconds for each statement: millions of annotations, or thousands of photos, take longer than a query may. */
const patienceMs = 120_000

/**
 * Deletes a dataset with its evaluations, and those of its photos that no other dataset and no detection run refers to.
 * @returns false when there was no such dataset
 */
export const deleteDataset = (pool: Pool, id: string): Promise<boolean> =>
  inTransaction(pool, client => deleteAll(client, id))

async function deleteAll(client: PoolClient, id: string): Promise<boolean> {
  async function run(text: string, value: unknown) {
    const patient: QueryConfig & { query_timeout: number } = { text, values: [value], query_timeout: patienceMs }
    return client.query<{ id: string }>(patient)
  }
  await client.query(`SET LOCAL statement_timeout = ${patienceMs}`)
  // Nobody can give it another photo from here on.
  const { rowCount } = await run('SELECT FROM dataset WHERE id = $1 FOR UPDATE', id)
  if (rowCount === 0) return false
  const { rows } = await run(
    'SELECT DISTINCT image_id AS id FROM dataset_image WHERE dataset_id = $1 AND image_id IS NOT NULL',
    id,
  )
  await run('DELETE FROM dataset WHERE id = $1', id)
  const photos = rows.map(row => row.id)
  // Locked first, so that the next statement sees whatever has come to refer to them until then.
  await run('SELECT FROM image WHERE id = ANY($1::uuid[]) ORDER BY sha256 FOR UPDATE', photos)
  await run(
    `DELETE FROM image i WHERE i.id = ANY($1::uuid[])
      AND NOT EXISTS (SELECT FROM detection_run r WHERE r.image_id = i.id)
      AND NOT EXISTS (SELECT FROM dataset_image d WHERE d.image_id = i.id)`,
    photos,
  )
  return true
}
