import { mkdir } from 'node:fs/promises'
import { AppError } from '../errors.ts'

const files: Record<string, string> = { EEXIST: 'found a file', ENOTDIR: 'one above it is a file' }

/** Makes a folder where there is none, and those that it lies in. @throws AppError STORAGE_UNAVAILABLE */
export async function makeModelFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: NodeJS.ErrnoException) => {
    const { code = '' } = cause
    const found = files[code] ?? `it cannot be made (${code})`
    const hint = 'Set FOVEA_MODELS to a folder that can be written.'
    throw new AppError('STORAGE_UNAVAILABLE', `${folder}: expected a folder but ${found}.`, { hint, cause })
  })
}
