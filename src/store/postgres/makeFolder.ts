import { chmodSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '../../errors.ts'

/**
 * Makes a folder and those above it that are missing. Those made by root are open to Postgres' user whatever the umask
 * is; one that was there keeps its mode. Throws CONFIG_INVALID when it cannot be made.
 */
export function makeFolder(path: string) {
  try {
    const made = mkdirSync(path, { recursive: true })
    if (made === undefined || process.getuid?.() !== 0) return
    for (let folder = path; folder.length >= made.length; folder = dirname(folder)) chmodSync(folder, 0o755)
  } catch (cause) {
    throw noFolder(path, cause instanceof Error ? cause.message : String(cause), cause)
  }
}

/** The error for a folder that cannot hold the database. */
export function noFolder(path: string, why: string, cause?: unknown): AppError {
  return new AppError('CONFIG_INVALID', `Expected a folder for the database at ${path}: ${why}`, {
    hint: 'Set FOVEA_DATA to a folder that can be written and that other users can enter, or set DATABASE_URL.',
    cause,
  })
}
