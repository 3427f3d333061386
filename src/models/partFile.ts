import { createHash } from 'node:crypto'
import { open, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../errors.ts'
import { makeModelFolder } from './makeModelFolder.ts'

/** What has come of a file, and what the server said that it is a part of. */
export type Part = {
  bytes: number
  /** of the whole file */
  total?: number | undefined
  /** a strong ETag or else Last-Modified: what If-Range takes */
  validator?: string | undefined
}

/** Where a download waits until it is whole: the same path for the same address. */
export function partPath(folder: string, url: string): string {
  const name = basename(new URL(url).pathname).replaceAll(/[^\w.-]/g, '_')
  return join(
    folder,
    '.downloads',
    `${name.slice(-100)}.${createHash('sha256').update(url).digest('hex').slice(0, 8)}.part`,
  )
}

const factsPath = (part: string) => `${part}.json`

/** @throws AppError STORAGE_UNAVAILABLE in place of what the file system throws */
export async function onDisk<Result>(path: string, work: Promise<Result>): Promise<Result> {
  return work.catch((cause: NodeJS.ErrnoException) => {
    const reason = ['ENOSPC', 'EDQUOT'].includes(cause.code ?? '') ? 'no space is left' : cause.message
    throw new AppError('STORAGE_UNAVAILABLE', `${path}: the download cannot be written (${reason}).`, {
      hint: 'Make room, or set FOVEA_MODELS to a folder that can be written; what has come stays for the next try.',
      cause,
    })
  })
}

/** What is there of a download; nothing when it is not known of which file it is a part. */
export async function readPart(part: string): Promise<Part> {
  try {
    const facts = JSON.parse(await readFile(factsPath(part), 'utf8')) as { total?: unknown; validator?: unknown }
    const { size } = await stat(part)
    const { total, validator } = facts
    return {
      bytes: size,
      total: typeof total === 'number' ? total : undefined,
      validator: typeof validator === 'string' ? validator : undefined,
    }
  } catch {
    return { bytes: 0 }
  }
}

/** Where a file that is sent anew waits beside a part of it, itself a part. */
export const freshPath = (part: string): string => `${part}.new`

/** Removes what has come of a download. */
export async function removePart(part: string): Promise<void> {
  for (const path of [part, freshPath(part)]) {
    await rm(path, { force: true })
    await rm(factsPath(path), { force: true })
  }
}

/** Puts what came anew in the place of a part. @throws AppError STORAGE_UNAVAILABLE */
export async function takeFresh(part: string): Promise<void> {
  const fresh = freshPath(part)
  // The facts go first and come last: at no moment those of one file lie beside bytes of the other.
  await onDisk(part, rm(factsPath(part), { force: true }))
  await onDisk(part, rename(fresh, part))
  await onDisk(part, rename(factsPath(fresh), factsPath(part)))
}

/** Makes the folder of a part. @throws AppError STORAGE_UNAVAILABLE */
export const makePartFolder = (part: string) => makeModelFolder(dirname(part))

/** Removes the folder of a part, unless others are in it. */
export const removePartFolder = (part: string) => rmdir(dirname(part)).catch(() => undefined)

/**
 * Opens a part to be added to.
 * @param fresh given when it begins anew: what the server says of the file
 * @throws AppError STORAGE_UNAVAILABLE, also from `write`
 */
export async function openPart(part: string, fresh: Omit<Part, 'bytes'> | undefined) {
  const file = await onDisk(part, open(part, fresh ? 'w' : 'a'))
  try {
    // After the part was emptied: old bytes must never be taken for some of the new file.
    if (fresh) await onDisk(part, writeFile(factsPath(part), JSON.stringify(fresh)))
  } catch (error) {
    await file.close()
    throw error
  }
  return {
    write: (bytes: Uint8Array) => onDisk(part, file.writeFile(bytes)),
    [Symbol.asyncDispose]: () => file.close(),
  }
}
