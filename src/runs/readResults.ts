import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { GroundTruth } from '../../eval/groundTruth.ts'
import { extractArchive } from '../archive/extractArchive.ts'
import { withTemporaryFolder } from '../archive/withTemporaryFolder.ts'
import { AppError } from '../errors.ts'
import { atFile } from '../formats/atFile.ts'
import { isNeverData } from '../formats/fileKinds.ts'
import type { DetectionsInput } from '../formats/inputs.ts'
import { readCocoResults } from '../formats/readCocoResults.ts'
import { readCsvDetections } from '../formats/readCsvDetections.ts'
import { readDetections } from '../formats/readDetections.ts'
import { unpack } from '../formats/unpack.ts'
import type { Store } from '../store/createStore.ts'
import { atArchive } from './atArchive.ts'
import type { FileSource } from './fileSource.ts'
import { folderOfAll } from './folderOfAll.ts'
import { type OpenedFile, openFile } from './openFile.ts'
import { peek } from './peek.ts'

const code = 'DETECTIONS_INVALID'

/** Unpacked, of a file that was uploaded: 30 million detections or more, 2 GB in memory. */
const mostBytes = 4e9

/**
 * Reads detections that a model made elsewhere: COCO results or CSV, packed by gzip or not, or an archive of YOLO labels
 * with scores; on this machine also a folder of them. Messages name the file as its sender called it.
 * @throws InvalidInput DETECTIONS_INVALID, IMAGE_NOT_IN_GROUND_TRUTH; AppError UPLOAD_NOT_FOUND, ARCHIVE_INVALID,
 * PAYLOAD_TOO_LARGE
 */
export async function readResults(store: Store, file: FileSource, groundTruth: GroundTruth): Promise<DetectionsInput> {
  const opened = await openFile(store, file)
  if (opened.kind !== null && opened.kind !== 'FOLDER')
    return opened.onDisk(path => readArchived(path, opened.name || 'the archive', groundTruth))
  return 'path' in file ? readDetections(file.path, groundTruth) : readText(opened, groundTruth)
}

async function readText({ name, chunks }: OpenedFile, groundTruth: GroundTruth): Promise<DetectionsInput> {
  const hash = createHash('sha256')
  const called = name || 'results'
  try {
    const { start, all } = await peek(capped(unpack(hashed(chunks, hash), code), called), 1)
    const detections = isCsv(name, start)
      ? await readCsvDetections(all, called, groundTruth)
      : await readCocoResults(all)
    return { detections, sha256: hash.digest('hex'), notes: [] }
  } catch (error) {
    throw atFile(called, error)
  }
}

/** By its name, else by its first character: JSON begins with a bracket. */
function isCsv(name: string, start: Buffer): boolean {
  if (/\.(?:[ct]sv|json)(?:\.gz)?$/i.test(name)) return !/\.json(?:\.gz)?$/i.test(name)
  return !/^(?:\xef\xbb\xbf)?\s*[[{]/.test(start.toString('latin1'))
}

async function* hashed(chunks: AsyncIterable<Uint8Array>, hash: ReturnType<typeof createHash>) {
  for await (const chunk of chunks) {
    hash.update(chunk)
    yield chunk
  }
}

async function* capped(chunks: AsyncIterable<Uint8Array>, name: string) {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > mostBytes)
      throw new AppError(
        'PAYLOAD_TOO_LARGE',
        `'${name}': expected results of at most ${mostBytes} bytes, unpacked; they go on after them.`,
        { hint: 'Leave out detections of scores that count for nothing.' },
      )
    yield chunk
  }
}

/** @param name what messages call the archive */
const readArchived = (path: string, name: string, groundTruth: GroundTruth): Promise<DetectionsInput> =>
  withTemporaryFolder(async folder => {
    try {
      const names = await extractArchive(path, folder, { maxBytes: mostBytes })
      return await readDetections(join(folder, dataIn(names)), groundTruth)
    } catch (error) {
      throw atArchive(error, folder, name)
    }
  })

/** The only file that is no label, or the innermost folder that everything is in. */
function dataIn(names: readonly string[]): string {
  const data = names.filter(name => !isNeverData(name))
  const [first = ''] = data
  return data.length === 1 && !first.endsWith('.txt') ? first : folderOfAll(data)
}
