import { AppError } from '../errors.ts'

const MB = 1024 * 1024

export type ArchiveLimits = {
  /** files and folders together */
  maxEntries: number
  /** unpacked bytes of all files, and of a tar archive's headers, as they come, whatever headers claim */
  maxBytes: number
  /** unpacked bytes of one file */
  maxEntryBytes: number
  /** how many times the size of the archive it may unpack to; looked at from 100 MB on */
  maxRatio: number
}

/** A hundred times what text packs to would be much; the most that deflate can do is 1032. */
export const defaultArchiveLimits: ArchiveLimits = {
  maxEntries: 200_000,
  maxBytes: 20_000 * MB,
  maxEntryBytes: 20_000 * MB,
  maxRatio: 200,
}

const freeBytes = 100 * MB

export type ArchiveBudget = ReturnType<typeof createArchiveBudget>

/**
 * Counts what comes out of one archive.
 * @param archiveBytes its size as it is on disk
 */
export function createArchiveBudget(archiveBytes: number, { maxEntries, maxBytes, maxRatio }: ArchiveLimits) {
  const byRatio = Math.max(freeBytes, archiveBytes * maxRatio)
  let entries = 0
  let bytes = 0

  /** @throws AppError PAYLOAD_TOO_LARGE, from the first time on always */
  function check() {
    if (entries > maxEntries)
      throw new AppError('PAYLOAD_TOO_LARGE', `Expected an archive of at most ${maxEntries} entries but it has more.`, {
        hint: 'Send it in several parts.',
      })
    if (bytes > maxBytes)
      throw new AppError(
        'PAYLOAD_TOO_LARGE',
        `Expected an archive that unpacks to at most ${maxBytes} bytes but it goes on after them.`,
        { hint: 'Send it in several parts.' },
      )
    if (bytes > byRatio)
      throw new AppError(
        'PAYLOAD_TOO_LARGE',
        `Expected an archive that unpacks to at most ${maxRatio} times its ${archiveBytes} bytes but it goes on after them.`,
        { hint: 'Send the files unpacked, or in an archive without compression.' },
      )
  }

  return {
    check,
    addEntry() {
      entries += 1
      check()
    },
    addBytes(count: number) {
      bytes += count
      check()
    },
  }
}
