import { open } from 'node:fs/promises'
import { constants, gunzipSync } from 'node:zlib'

export type ArchiveKind = 'ZIP' | 'TAR' | 'TAR_GZ'

/** How many bytes of the beginning of a file `archiveKind` wants. */
export const archiveStartBytes = 4096

/** Where each header of a tar archive says `ustar`, with a NUL behind it (POSIX) or a space (GNU). */
const tarMark = 257

const isTar = (start: Uint8Array) =>
  ['ustar\0', 'ustar '].includes(Buffer.from(start.subarray(tarMark, tarMark + 6)).toString('latin1'))

/** PK: the first file of a ZIP archive, or the end of one that is empty. */
const isZip = ([p, k, third, fourth]: Uint8Array) =>
  p === 0x50 && k === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6))

/** What the first bytes of gzip hold; nothing where they are no gzip. At most 4 MB, a thousand times of what goes in. */
function unpackStart(start: Uint8Array): Uint8Array {
  try {
    return gunzipSync(start.subarray(0, archiveStartBytes), { finishFlush: constants.Z_SYNC_FLUSH })
  } catch {
    return new Uint8Array()
  }
}

/**
 * Which archive begins with these bytes, whatever it is called; null for anything else: a photo, text, a single file
 * packed by gzip.
 * @param start the first `archiveStartBytes` of it, or all when it has less
 */
export function archiveKind(start: Uint8Array): ArchiveKind | null {
  if (isZip(start)) return 'ZIP'
  if (isTar(start)) return 'TAR'
  return start[0] === 0x1f && start[1] === 0x8b && isTar(unpackStart(start)) ? 'TAR_GZ' : null
}

/** The same of a file on disk. */
export async function archiveKindOf(path: string): Promise<ArchiveKind | null> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(archiveStartBytes), 0, archiveStartBytes, 0)
    return archiveKind(buffer.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}
