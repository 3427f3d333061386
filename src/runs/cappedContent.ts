import type { ArchiveEntry } from '../archive/readArchive.ts'
import { createCap } from '../createCap.ts'

/**
 * For extractArchive: the content of the files that are read, as long as it is not more than `maxBytes` in all; nothing of
 * other files, of which the names stay.
 */
export function cappedContent(isRead: (name: string) => boolean, maxBytes: number, tooLarge: () => Error) {
  const cap = createCap(maxBytes, tooLarge)
  return async function* content(entry: ArchiveEntry): AsyncGenerator<Uint8Array> {
    if (isRead(entry.name)) yield* cap(entry.chunks())
  }
}
