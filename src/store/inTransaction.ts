import type { Pool, PoolClient } from 'pg'
import { borrow } from './borrow.ts'
import { confirmCommit } from './confirmCommit.ts'

/** Whatever `default_transaction_isolation` says: writers count detections in the same rows one after the other. */
const readCommitted = 'BEGIN ISOLATION LEVEL READ COMMITTED'

type Options = {
  /** asked on another connection where a COMMIT stays without an answer: whether what it was to store is there */
  isStored?: () => Promise<boolean>
  /** what to do where nobody can tell */
  hint?: string
  /** how the transaction begins */
  begin?: typeof readCommitted | 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'
  /** how often work may be done that Postgres takes back because of others: once where it cannot be done again */
  attempts?: number
}

/** SQLSTATE of a deadlock, and of a transaction that cannot be put in a row with others. */
const becauseOfOthers: ReadonlySet<unknown> = new Set(['40P01', '40001'])

const isBecauseOfOthers = (error: unknown) =>
  error instanceof Error && 'code' in error && becauseOfOthers.has(error.code)

/**
 * Does work in one transaction: all of it is stored, or nothing. Where it and others waited for each other it is done
 * again, as nothing of it was stored.
 * Without `isStored` it is work that a caller can repeat after a COMMIT without an answer.
 * @throws what `work` throws; AppError STORAGE_UNAVAILABLE when it cannot be known whether it is stored
 */
export async function inTransaction<Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Result>,
  { attempts = 3, ...options }: Options = {},
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(pool, work, options)
    } catch (error) {
      if (attempt === attempts || !isBecauseOfOthers(error)) throw error
    }
  }
}

async function once<Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Result>,
  {
    isStored = async () => false,
    hint = 'Send the same request again: what is stored already stays as it is.',
    begin = readCommitted,
  }: Omit<Options, 'attempts'>,
): Promise<Result> {
  const { client, release } = await borrow(pool)
  let result: Result
  try {
    await client.query(begin)
    result = await work(client)
  } catch (error) {
    release(error)
    throw error
  }
  try {
    await client.query('COMMIT')
    release()
  } catch (error) {
    release(error)
    await confirmCommit(isStored, hint, error)
  }
  return result
}
