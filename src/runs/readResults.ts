import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import type { GroundTruth } from '../../eval/groundTruth.ts'
import { extractArchive } from '../archive/extractArchive.ts'
import { withTemporaryFolder } from '../archive/withTemporaryFolder.ts'
import { createCap } from '../createCap.ts'
import { AppError } from '../errors.ts'
import { atFile } from '../formats/atFile.ts'
import { isNeverData } from '../formats/fileKinds.ts'
import type { DetectionsInput } from '../formats/inputs.ts'
import { isFolder } from '../formats/isFolder.ts'
import { readCocoResults } from '../formats/readCocoResults.ts'
import { readCsvDetections } from '../formats/readCsvDetections.ts'
import { readDetections } from '../formats/readDetections.ts'
import { unpack } from '../formats/unpack.ts'
import type { Store } from '../store/createStore.ts'
import { atArchive } from './atArchive.ts'
import { cappedContent } from './cappedContent.ts'
import type { FileSource } from './fileSource.ts'
import { folderOfAll } from './folderOfAll.ts'
import { openFile } from './openFile.ts'
import { peek } from './peek.ts'

const code = 'DETECTIONS_INVALID'

type Options = { groundTruth: GroundTruth; maxBytes: number }

/**
 * Reads detections that a model made elsewhere: COCO results or CSV, packed by gzip or not, or an archive of YOLO labels
 * with scores; on this machine also a folder of them. Messages name the file as its sender called it.
 * @param maxBytes unpacked, of a file that was uploaded
 * @throws InvalidInput DETECTIONS_INVALID, IMAGE_NOT_IN_GROUND_TRUTH; AppError UPLOAD_NOT_FOUND, ARCHIVE_INVALID,
 * PAYLOAD_TOO_LARGE
 */
export async function readResults(
  store: Store,
  file: FileSource,
  { groundTruth, maxBytes }: Options,
): Promise<DetectionsInput> {
  const opened = await openFile(store, file)
  const options = { groundTruth, maxBytes }
  if (opened.kind !== null && opened.kind !== 'FOLDER')
    return opened.onDisk(path => readArchived(path, opened.name || 'the archive', options))
  return 'path' in file ? readDetections(file.path, groundTruth) : readText(opened.chunks, opened.name, options)
}

async function readText(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  { groundTruth, maxBytes }: Options,
): Promise<DetectionsInput> {
  const hash = createHash('sha256')
  const called = name || 'results'
  const newCap = () => createCap(maxBytes, () => tooLarge(called, maxBytes))
  try {
    const { start, all } = await peek(unpack(hashed(chunks, hash), code, newCap), 1)
    try {
      const detections = isCsv(name, start)
        ? await readCsvDetections(all, called, groundTruth)
        : await readCocoResults(all)
      return { detections, sha256: hash.digest('hex'), notes: [] }
    } finally {
      await all.return()
    }
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

const tooLarge = (name: string, maxBytes: number) =>
  new AppError(
    'PAYLOAD_TOO_LARGE',
    `'${name}': expected results of at most ${maxBytes.toLocaleString('en')} bytes, unpacked; they go on after them.`,
    { hint: 'Leave out detections of scores that count for nothing.' },
  )

/** @param name what messages call the archive */
const readArchived = (path: string, name: string, options: Options): Promise<DetectionsInput> =>
  withTemporaryFolder(async folder => {
    const { groundTruth, maxBytes } = options
    try {
      const content = cappedContent(
        file => !isNeverData(file),
        maxBytes,
        () => tooLarge(name, maxBytes),
      )
      const data = dataIn(await extractArchive(path, folder, { content }))
      const found = join(folder, data)
      return (await isFolder(found))
        ? await readDetections(found, groundTruth)
        : await readText(createReadStream(found), `${name}/${data}`, options)
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
