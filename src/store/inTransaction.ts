import type { Pool, PoolClient } from 'pg'
import { AppError } from '../errors.ts'
import { isRolledBack } from './confirmCommit.ts'

const ignore = () => undefined

const unconfirmed = (cause: unknown) =>
  new AppError(
    'STORAGE_UNAVAILABLE',
    'The database did not say whether it stored this request; it may have been stored.',
    { hint: 'Send the same request again: what is stored already stays as it is.', retryAfter: 2, cause },
  )

/**
 * Does work in one transaction: all of it is stored, or nothing. For work that can be repeated: where the answer to
 * COMMIT is lost nobody knows whether it was stored.
 * @param begin how the transaction begins, such as `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY`
 * @throws what `work` throws; AppError STORAGE_UNAVAILABLE where the answer to COMMIT is lost
 */
export async function inTransaction<Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Result>,
  begin = 'BEGIN',
): Promise<Result> {
  const client = await pool.connect()
  // Of a connection that breaks the query tells; the event would end the process where nobody listens.
  client.on('error', ignore)
  let broken: Error | undefined
  try {
    await client.query(begin)
    const result = await work(client)
    await client.query('COMMIT').catch(error => {
      throw isRolledBack(error) ? error : unconfirmed(error)
    })
    return result
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error))
    throw error
  } finally {
    if (!broken) client.off('error', ignore)
    // A connection that failed is closed, and its transaction with it, whatever state it was in.
    client.release(broken)
  }
}
