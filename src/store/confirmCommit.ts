import { AppError } from '../errors.ts'

/** Postgres took the transaction back and said so; after anything else it may have been done. */
const isRolledBack = (error: unknown) => error instanceof Error && 'severity' in error && error.severity === 'ERROR'

/**
 * Finds out, on another connection, whether a COMMIT without an answer was done: then a row of the transaction is there.
 * Where none is, the COMMIT may still be on its way.
 * @throws what ended the COMMIT when the transaction was taken back, else AppError STORAGE_UNAVAILABLE
 */
export async function confirmCommit(isStored: () => Promise<boolean>, hint: string, cause: unknown): Promise<void> {
  if (isRolledBack(cause)) throw cause
  if (await isStored().catch(() => false)) return
  throw new AppError(
    'STORAGE_UNAVAILABLE',
    'The database did not say whether it stored this request; it may have been stored.',
    { hint, cause },
  )
}
