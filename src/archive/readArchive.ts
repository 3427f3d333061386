import { stat } from 'node:fs/promises'
import { createCap } from '../createCap.ts'
import { AppError } from '../errors.ts'
import { gather } from '../gather.ts'
import { type ArchiveLimits, createArchiveBudget, defaultArchiveLimits } from './archiveBudget.ts'
import { invalidArchive, quoted } from './archiveError.ts'
import { archiveKindOf } from './archiveKind.ts'
import { entryName } from './entryName.ts'
import { tarEntries } from './tarEntries.ts'
import { zipEntries } from './zipEntries.ts'

export type ArchiveEntry = {
  /** path in the archive: parts joined by '/', no '..', in NFC */
  readonly name: string
  /** What is in it, once; it counts until the next entry is asked for. Leaving it early is fine. */
  chunks(): AsyncIterable<Uint8Array>
  /** All of it in memory. The same rules. */
  bytes(): Promise<Buffer>
}

const kindNames = { LINK: 'a link', OTHER: 'a device or a pipe' }

function refuse(name: string, kind: 'LINK' | 'OTHER') {
  return invalidArchive(
    `Expected files and folders in an archive but ${quoted(name)} is ${kindNames[kind]}.`,
    'Pack the files themselves: `zip -r`, or `tar --dereference --hard-dereference`.',
  )
}

const fileTooLarge = (name: string, maxBytes: number) =>
  new AppError(
    'PAYLOAD_TOO_LARGE',
    `Expected files of at most ${maxBytes} bytes in an archive but ${quoted(name)} has more.`,
  )

/**
 * The files of a ZIP, tar or tar.gz archive one after the other, in its order; nothing is written to disk. Without
 * folders and hidden files (beginning with a dot, or in __MACOSX). The kind of archive is known by its bytes.
 * @param limits what is not given is as in `defaultArchiveLimits`
 * @throws AppError ARCHIVE_INVALID for an archive that is damaged, cut off, encrypted or packed in another way, or that
 * has links, devices, one name twice or names that lead out of it; PAYLOAD_TOO_LARGE over a limit. From `chunks` and
 * `bytes` both may be about that entry alone, and the next one can be asked for: where it is about the whole archive,
 * that throws too.
 */
export async function* readArchive(path: string, limits: Partial<ArchiveLimits> = {}): AsyncGenerator<ArchiveEntry> {
  const all = { ...defaultArchiveLimits, ...limits }
  const [kind, { size }] = await Promise.all([archiveKindOf(path), stat(path)])
  if (!kind)
    throw invalidArchive('Expected a ZIP, tar or tar.gz archive but it begins like none.', 'Pack it as one of them.')
  const budget = createArchiveBudget(size, all)
  const { maxEntryBytes } = all
  const seen = new Set<string>()
  for await (const packed of kind === 'ZIP' ? zipEntries(path, budget) : tarEntries(path, kind === 'TAR_GZ', budget)) {
    budget.addEntry()
    const name = entryName(packed.name)
    if (name === null || packed.kind === 'FOLDER') continue
    if (packed.kind !== 'FILE') throw refuse(packed.name, packed.kind)
    if (seen.has(name))
      throw invalidArchive(
        `Expected each file once in an archive but ${quoted(name)} is there twice.`,
        'Pack it again.',
      )
    seen.add(name)
    const chunks = () => createCap(maxEntryBytes, () => fileTooLarge(packed.name, maxEntryBytes))(packed.chunks())
    yield { name, chunks, bytes: () => gather(chunks()) }
    budget.check()
  }
}
