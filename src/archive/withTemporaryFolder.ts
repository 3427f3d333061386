import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../errors.ts'

const isFull = (error: unknown) => ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException | null)?.code ?? '')

/**
 * Runs something with a folder of its own on the disk for temporary files, which goes with everything in it when that
 * has ended, however it ended.
 * @throws AppError STORAGE_UNAVAILABLE when that disk is full
 */
export async function withTemporaryFolder<Result>(run: (folder: string) => Promise<Result>): Promise<Result> {
  let folder: string | undefined
  try {
    folder = await mkdtemp(join(tmpdir(), 'fovea-'))
    return await run(folder)
  } catch (error) {
    if (!isFull(error)) throw error
    throw new AppError('STORAGE_UNAVAILABLE', 'The disk for temporary files is full; nothing of this was stored.', {
      hint: 'Free room on it, or set TMPDIR to a folder with more, and try again.',
      retryAfter: 30,
      cause: error,
    })
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}
