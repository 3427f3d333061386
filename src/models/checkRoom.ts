import { statfs } from 'node:fs/promises'
import { AppError } from '../errors.ts'
import { megabytes } from './megabytes.ts'

/**
 * Whether the disk of a folder has room for so many bytes.
 * @throws AppError STORAGE_UNAVAILABLE that says how many are missing
 */
export async function checkRoom(folder: string, bytes: number): Promise<void> {
  // Some file systems of a network do not say.
  const room = await statfs(folder).catch(() => undefined)
  const free = room ? room.bavail * room.bsize : Number.POSITIVE_INFINITY
  if (free >= bytes) return
  const problem = `expected ${megabytes(bytes)} of room but found ${megabytes(free)}: ${megabytes(bytes - free)} are missing`
  throw new AppError('STORAGE_UNAVAILABLE', `${folder}: ${problem}.`, {
    hint: 'Make room, or set FOVEA_MODELS to a folder on another disk.',
  })
}
