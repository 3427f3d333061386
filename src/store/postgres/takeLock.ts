import type { ClientBase } from 'pg'
import { AppError } from '../../errors.ts'

/** SQLSTATE lock_not_available: lock_timeout is over. */
const tooLong = '55P03'

/**
 * Takes an advisory lock for as long as the session lasts.
 * @param work what the lock is for, to be named where it does not come
 * @param patienceMs how long another session may have it
 * @throws AppError STORAGE_UNAVAILABLE when it has it for longer
 */
export async function takeLock(client: ClientBase, key: number, work: string, patienceMs: number): Promise<void> {
  try {
    // One transaction, and no setting beyond it: what follows may wait for other locks for as long as it likes.
    await client.query(`BEGIN; SET LOCAL lock_timeout = ${patienceMs}; SELECT pg_advisory_lock(${key}); COMMIT`)
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === tooLong)) throw cause
    throw new AppError(
      'STORAGE_UNAVAILABLE',
      `Another session has held the lock of ${work} (advisory lock ${key}) for ${patienceMs / 1000} s.`,
      {
        hint:
          'Start again when no other process is at it. A pooler in between must keep sessions: give DATABASE_URL a ' +
          'direct connection, and end the session that pg_locks shows with this lock.',
        cause,
      },
    )
  }
}
