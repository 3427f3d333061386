import { mkdirSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ArchiveLimits } from './archiveBudget.ts'
import { invalidArchive, quoted } from './archiveError.ts'
import { type ArchiveEntry, readArchive } from './readArchive.ts'

type Options = Partial<ArchiveLimits> & {
  /** which files to write, by their names in the archive; all when it is left out */
  accept?: (name: string) => boolean
  /** what to write of a file; what is in it when this is left out */
  content?: (entry: ArchiveEntry) => AsyncIterable<Uint8Array>
}

/** What a disk says of a name that it cannot hold, or that is a file's already and now a folder's. */
const ofNames = new Set(['ENAMETOOLONG', 'EEXIST', 'ENOTDIR', 'EISDIR', 'EINVAL', 'EILSEQ'])

const asNew = { flag: 'wx', mode: 0o600 }

/** A small file without going to other threads, which takes ten times as long: archives of labels have many. */
async function write(target: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const rest = chunks[Symbol.asyncIterator]()
  try {
    const [first, second] = [await rest.next(), await rest.next()]
    if (second.done) return writeFileSync(target, first.done ? '' : first.value, asNew)
    async function* whole() {
      yield first.value
      yield second.value
      yield* { [Symbol.asyncIterator]: () => rest }
    }
    await writeFile(target, whole(), asNew)
  } finally {
    await rest.return?.()
  }
}

/**
 * Writes the files of a ZIP, tar or tar.gz archive into a folder; see readArchive for what it refuses. What was written
 * before it refuses stays: the folder is the caller's to remove.
 * @param into a folder that is there, empty, and nobody else's
 * @returns names of the files written, relative to `into`, with '/', in the order of the archive
 * @throws AppError ARCHIVE_INVALID, PAYLOAD_TOO_LARGE
 */
export async function extractArchive(path: string, into: string, options: Options = {}): Promise<string[]> {
  const { accept = () => true, content = entry => entry.chunks(), ...limits } = options
  const names: string[] = []
  const made = new Set<string>([into])

  function makeFolder(folder: string) {
    if (made.has(folder)) return
    mkdirSync(folder, { recursive: true })
    made.add(folder)
  }

  for await (const entry of readArchive(path, limits)) {
    const { name } = entry
    if (!accept(name)) continue
    const target = join(into, name)
    try {
      makeFolder(dirname(target))
      await write(target, content(entry))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === undefined || !ofNames.has(code)) throw error
      throw invalidArchive(
        `Expected names that a disk can hold side by side but ${quoted(name)} is none (${code}).`,
        'Rename it, and pack it again.',
        error,
      )
    }
    names.push(name)
  }
  return names
}
