import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import tar from 'tar-stream'
import type { ArchiveBudget } from './archiveBudget.ts'
import { archiveError, invalidArchive, quoted } from './archiveError.ts'
import type { PackedEntry } from './packedEntry.ts'

const blockBytes = 512
const pieceBytes = 256 * 1024

const kinds: Record<string, PackedEntry['kind']> = {
  file: 'FILE',
  'contiguous-file': 'FILE',
  directory: 'FOLDER',
  link: 'LINK',
  symlink: 'LINK',
}

function contentOf(path: string, packed: boolean): AsyncIterable<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: pieceBytes })
  // Failures of either end the loop that reads from the second.
  return packed ? pipeline(file, createGunzip({ chunkSize: pieceBytes }), () => undefined) : file
}

/** Until it takes more, or never will. */
const drained = (extract: tar.Extract) =>
  new Promise<void>(resolve => {
    const done = () => {
      extract.off('drain', done)
      extract.off('close', done)
      resolve()
    }
    extract.on('drain', done).on('close', done)
  })

/** Gives an archive to its reader; never rejects: what goes wrong comes out there. */
async function feed(extract: tar.Extract, content: AsyncIterable<Uint8Array>, budget: ArchiveBudget) {
  let end: Uint8Array = new Uint8Array()
  try {
    for await (const chunk of content) {
      if (extract.destroyed) return
      budget.addBytes(chunk.length)
      end = chunk.length < blockBytes ? Buffer.concat([end, chunk]).subarray(-blockBytes) : chunk.subarray(-blockBytes)
      if (!extract.write(chunk)) await drained(extract)
    }
    // A cut between two files leaves nothing else to be noticed by.
    if (end.length < blockBytes || end.some(byte => byte !== 0))
      throw invalidArchive(
        'Expected a tar archive with its end but it is cut off.',
        'Copy or download it again, or pack it again.',
      )
    extract.end(null)
  } catch (error) {
    extract.destroy(error as Error)
  }
}

/** What is in one entry. */
async function* contentsOf(name: string, entry: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = entry[Symbol.asyncIterator]()
  try {
    // Without `return`, by which a reader that leaves the entry would end the archive.
    yield* { [Symbol.asyncIterator]: () => ({ next: () => chunks.next() }) }
  } catch (error) {
    throw archiveError(error, `the file ${quoted(name)} in it`)
  }
}

/**
 * What a tar archive has, in its order.
 * @param packed whether by gzip
 * @throws AppError ARCHIVE_INVALID, PAYLOAD_TOO_LARGE
 */
export async function* tarEntries(path: string, packed: boolean, budget: ArchiveBudget): AsyncGenerator<PackedEntry> {
  const extract = tar.extract()
  const feeding = feed(extract, contentOf(path, packed), budget)
  try {
    for await (const entry of extract) {
      const { name, type } = entry.header
      yield {
        name,
        kind: kinds[type ?? ''] ?? 'OTHER',
        chunks: () => contentsOf(name, entry as AsyncIterable<unknown> as AsyncIterable<Uint8Array>),
      }
      // The archive goes on behind it: what its reader left, wherever that was, is read all the same.
      entry.resume()
    }
  } catch (error) {
    throw archiveError(error, 'the tar archive')
  } finally {
    extract.destroy()
    await feeding
  }
}
