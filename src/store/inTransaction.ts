import type { Pool, PoolClient } from 'pg'
import { confirmCommit } from './confirmCommit.ts'

const ignore = () => undefined

type Options = {
  /** asked on another connection where a COMMIT stays without an answer: whether what it was to store is there */
  isStored?: () => Promise<boolean>
  /** what to do where nobody can tell */
  hint?: string
  /** how the transaction begins */
  begin?: 'BEGIN' | 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'
}

/**
 * Does work in one transaction: all of it is stored, or nothing. Without `isStored` it is work that can be repeated.
 * @throws what `work` throws; AppError STORAGE_UNAVAILABLE when it cannot be known whether it is stored
 */
export async function inTransaction<Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Result>,
  {
    isStored = async () => false,
    hint = 'Send the same request again: what is stored already stays as it is.',
    begin = 'BEGIN',
  }: Options = {},
): Promise<Result> {
  const client = await pool.connect()
  // Of a connection that breaks the query tells; the event would end the process where nobody listens.
  client.on('error', ignore)
  let result: Result
  let broken: Error | undefined
  let unconfirmed = false
  try {
    await client.query(begin)
    result = await work(client)
    unconfirmed = true
    await client.query('COMMIT')
    unconfirmed = false
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error))
    if (!unconfirmed) throw error
  } finally {
    if (!broken) client.off('error', ignore)
    // A connection that failed is closed, and its transaction with it, whatever state it was in.
    client.release(broken)
  }
  if (unconfirmed) await confirmCommit(isStored, hint, broken)
  return result!
}
