import { rmSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../errors.ts'
import { makeModelFolder } from './makeModelFolder.ts'
import { processLives } from './processLives.ts'

const partial = /^\..+\.(\d+)\.partial$/
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** What this process works on. */
const partials = new Set<string>()

/** Removes what is unfinished and ends as it would have without a handler; another handler ends it in its own way. */
function onSignal(signal: NodeJS.Signals): void {
  for (const each of signals) process.off(each, onSignal)
  if (process.listenerCount(signal) > 0) return
  for (const path of partials) rmSync(path, { force: true })
  process.kill(process.pid, signal)
}

/** Removes what processes have left that ended before their work did. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const entry of await readdir(folder)) {
    const pid = partial.exec(entry)?.[1]
    if (pid !== undefined && !processLives(Number(pid))) await rm(join(folder, entry), { force: true })
  }
}

/**
 * Lets `work` make a file that does not count as long as it is not renamed: `.<name>.<process id>.partial`, which
 * `loadModels` does not look at. What is left of it is removed when `work` is done or throws and when a signal ends
 * the process; what a killed process left, the next time.
 * @param folder made when it is not there
 * @throws AppError STORAGE_UNAVAILABLE when the folder or the file cannot be written; what `work` throws
 */
export async function withPartialFile<Result>(
  folder: string,
  name: string,
  work: (path: string) => Promise<Result>,
): Promise<Result> {
  const path = join(folder, `.${name}.${process.pid}.partial`)
  try {
    await makeModelFolder(folder)
    await removeLeftovers(folder)
    await rm(path, { force: true })
    if (partials.size === 0) for (const signal of signals) process.on(signal, onSignal)
    partials.add(path)
    return await work(path)
  } catch (cause) {
    const { syscall, code, message } = cause as NodeJS.ErrnoException
    if (cause instanceof AppError || syscall === undefined) throw cause
    const reason = code === 'ENOSPC' ? 'no space is left' : message
    throw new AppError('STORAGE_UNAVAILABLE', `${folder}: the model cannot be written there (${reason}).`, { cause })
  } finally {
    partials.delete(path)
    if (partials.size === 0) for (const signal of signals) process.off(signal, onSignal)
    await rm(path, { force: true }).catch(() => undefined)
  }
}
