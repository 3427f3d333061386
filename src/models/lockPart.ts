import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { AppError } from '../errors.ts'
import { onDisk } from './partFile.ts'
import { processLives } from './processLives.ts'

const ownerOf = async (lock: string) => Number(await readFile(lock, 'utf8').catch(() => ''))

/** Takes a lock away from a process that has ended, unless another has taken it meanwhile. */
async function removeStale(lock: string, owner: number): Promise<void> {
  const aside = `${lock}.${process.pid}.stale`
  try {
    await rename(lock, aside)
    if ((await ownerOf(aside)) !== owner) await link(aside, lock)
  } catch {
    // another process was faster
  } finally {
    await rm(aside, { force: true })
  }
}

/**
 * Keeps other processes from a part, until disposed of. The lock of a process that has ended does not count.
 * @param part in a folder that is there
 * @throws AppError ALREADY_RUNNING when a process has it, STORAGE_UNAVAILABLE
 */
export async function lockPart(part: string): Promise<AsyncDisposable> {
  const lock = `${part}.lock`
  const mine = `${lock}.${process.pid}`
  await onDisk(mine, writeFile(mine, String(process.pid)))
  try {
    for (;;) {
      // A link appears with its text in it; a file that is created is empty for a moment.
      const code = await link(mine, lock).then(
        () => 'TAKEN',
        (error: NodeJS.ErrnoException) => error.code,
      )
      if (code === 'TAKEN') return { [Symbol.asyncDispose]: () => rm(lock, { force: true }) }
      if (code !== 'EEXIST') throw new AppError('STORAGE_UNAVAILABLE', `${lock}: the lock cannot be made (${code}).`)
      const owner = await ownerOf(lock)
      if (owner > 0 && owner !== process.pid && processLives(owner))
        throw new AppError('ALREADY_RUNNING', `Process ${owner} is downloading the same file to ${part}.`, {
          hint: `Wait until it has ended; if it is no download of fovea, remove ${lock}.`,
        })
      await removeStale(lock, owner)
    }
  } finally {
    await rm(mine, { force: true })
  }
}
