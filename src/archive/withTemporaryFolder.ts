import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../errors.ts'

const isFull = (error: unknown) => ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException | null)?.code ?? '')

/** Of this machine: others, or containers with processes of the same numbers, may share the disk. */
const prefix = `fovea-${hostname().replace(/\W/g, '_')}-`

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

const removeFolder = (folder: string) => rm(folder, { recursive: true, force: true, maxRetries: 3 })

/** Removes what processes left that were killed. */
async function removeLeft(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(prefix) ? /^\d+(?=-)/.exec(name.slice(prefix.length))?.[0] : undefined
    if (pid !== undefined && !isRunning(Number(pid))) await removeFolder(join(tmpdir(), name))
  }
}

/**
 * Runs something with a folder of its own on the disk for temporary files, which goes with everything in it when that
 * has ended, however it ended; where the process was killed, with the next call on this machine.
 * @throws AppError STORAGE_UNAVAILABLE when that disk is full
 */
export async function withTemporaryFolder<Result>(run: (folder: string) => Promise<Result>): Promise<Result> {
  let folder: string | undefined
  try {
    await removeLeft().catch(() => undefined)
    folder = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`))
    return await run(folder)
  } catch (error) {
    if (!isFull(error)) throw error
    throw new AppError('STORAGE_UNAVAILABLE', 'The disk for temporary files is full; nothing of this was stored.', {
      hint: 'Free room on it, or set TMPDIR to a folder with more, and try again.',
      retryAfter: 30,
      cause: error,
    })
  } finally {
    if (folder !== undefined) await removeFolder(folder)
  }
}
