import { isUtf8 } from 'node:buffer'
import { type FileHandle, open } from 'node:fs/promises'
import { crc32, inflateRawSync } from 'node:zlib'
import yauzl, { type Entry, type RandomAccessReader, type ZipFile } from 'yauzl'
import type { ArchiveBudget } from './archiveBudget.ts'
import { archiveError, invalidArchive, quoted } from './archiveError.ts'
import { createZipReader } from './createZipReader.ts'
import type { PackedEntry } from './packedEntry.ts'

type Opened = { readonly zip: ZipFile; readonly reader: RandomAccessReader }

const smallBytes = 1024 * 1024

/** Bit 11 of an entry's flags: its name is UTF-8. */
const utf8Flag = 0x800

/** Methods that are met in practice, by their numbers in the ZIP specification (APPNOTE 4.4.5). */
const methodNames: Record<number, string> = { 9: 'Deflate64', 12: 'bzip2', 14: 'LZMA', 93: 'Zstandard', 95: 'XZ' }

/**
 * Its name, in UTF-8 where its bytes are that: macOS packs so without saying so. Else what the archive says, or code page
 * 437. Windows PowerShell 5 puts backslashes between folders, where the specification has '/'.
 */
function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  const flags = isUtf8(fileNameRaw) ? generalPurposeBitFlag | utf8Flag : generalPurposeBitFlag
  return yauzl.getFileNameLowLevel(flags, fileNameRaw, extraFields, false)
}

/** From the mode that Unix archivers keep in the upper half; 0 there is a file or, by its name, a folder. */
function kindOf(name: string, { externalFileAttributes }: Entry): PackedEntry['kind'] {
  const type = (externalFileAttributes >>> 28) & 0xf
  if (type === 0xa) return 'LINK'
  if (type !== 0 && type !== 8 && type !== 4) return 'OTHER'
  return name.endsWith('/') || type === 4 ? 'FOLDER' : 'FILE'
}

function refuseUnreadable(name: string, entry: Entry) {
  if (entry.isEncrypted())
    throw invalidArchive(
      `Expected an archive without a password but ${quoted(name)} in it is encrypted.`,
      'Pack it without one.',
    )
  const method = entry.compressionMethod
  if (method !== 0 && method !== 8)
    throw invalidArchive(
      `Expected files packed by Deflate but ${quoted(name)} is packed by ${methodNames[method] ?? 'another method'} (${method}).`,
      'Pack it by `zip -r`, or as tar.gz.',
    )
}

const wrongLength = () => new Error('it is longer or shorter than it claims')

function inflate(packed: Buffer, claimed: number): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: claimed + 1 })
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? wrongLength() : error
  }
}

/** All of a small file at once: a tenth of the time of the streams that a large one needs. */
async function* unpackSmall({ zip, reader }: Opened, entry: Entry): AsyncGenerator<Uint8Array> {
  const { compressedSize, uncompressedSize, compressionMethod } = entry
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true })
  const packed = Buffer.allocUnsafe(compressedSize)
  await new Promise<void>((resolve, reject) =>
    reader.read(packed, 0, compressedSize, fileDataStart, error => (error ? reject(error) : resolve())),
  )
  const bytes = compressionMethod === 0 ? packed : inflate(packed, uncompressedSize)
  if (bytes.length !== uncompressedSize) throw wrongLength()
  yield bytes
}

const chunksOf = async (opened: Opened, entry: Entry): Promise<AsyncIterable<Uint8Array>> =>
  Math.max(entry.compressedSize, entry.uncompressedSize) <= smallBytes
    ? unpackSmall(opened, entry)
    : await opened.zip.openReadStreamPromise(entry)

async function* unpacked(
  opened: Opened,
  name: string,
  entry: Entry,
  budget: ArchiveBudget,
): AsyncGenerator<Uint8Array> {
  refuseUnreadable(name, entry)
  let sum = 0
  try {
    for await (const chunk of await chunksOf(opened, entry)) {
      budget.addBytes(chunk.length)
      sum = crc32(chunk, sum)
      yield chunk
    }
    if (sum !== entry.crc32) throw new Error('its checksum differs')
  } catch (error) {
    throw archiveError(error, `the file ${quoted(name)} in it`)
  }
}

async function* entriesOf(file: FileHandle, budget: ArchiveBudget): AsyncGenerator<PackedEntry> {
  const { size } = await file.stat()
  const options = { lazyEntries: true, autoClose: false, decodeStrings: false }
  const reader = createZipReader(file, size)
  const zip = await yauzl.fromRandomAccessReaderPromise(reader, size, options)
  for await (const entry of zip.eachEntry()) {
    const name = nameOf(entry)
    yield { name, kind: kindOf(name, entry), chunks: () => unpacked({ zip, reader }, name, entry, budget) }
  }
}

/**
 * What a ZIP archive has, in the order of its table of contents, which stands at its end.
 * @throws AppError ARCHIVE_INVALID, PAYLOAD_TOO_LARGE
 */
export async function* zipEntries(path: string, budget: ArchiveBudget): AsyncGenerator<PackedEntry> {
  const file = await open(path)
  try {
    yield* entriesOf(file, budget)
  } catch (error) {
    throw archiveError(error, 'the ZIP archive')
  } finally {
    await file.close()
  }
}
