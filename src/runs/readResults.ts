import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { GroundTruth } from '../../eval/groundTruth.ts'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { archiveKind, archiveKindOf, archiveStartBytes } from '../archive/archiveKind.ts'
import { extractArchive } from '../archive/extractArchive.ts'
import { withTemporaryFolder } from '../archive/withTemporaryFolder.ts'
import { atFile } from '../formats/atFile.ts'
import { isNeverData } from '../formats/fileKinds.ts'
import type { DetectionsInput } from '../formats/inputs.ts'
import { isFolder } from '../formats/isFolder.ts'
import { readCocoResults } from '../formats/readCocoResults.ts'
import { readCsvDetections } from '../formats/readCsvDetections.ts'
import { readDetections } from '../formats/readDetections.ts'
import { unpack } from '../formats/unpack.ts'
import type { Store } from '../store/createStore.ts'
import { uploadNotFound } from '../store/uploads.ts'
import type { FileSource } from './fileSource.ts'
import { peek } from './peek.ts'

const code = 'DETECTIONS_INVALID'

/**
 * Reads detections that a model made elsewhere: COCO results or CSV, packed by gzip or not, or an archive of YOLO labels
 * with scores; on this machine also a folder of them. Messages name the file as its sender called it.
 * @throws InvalidInput DETECTIONS_INVALID, IMAGE_NOT_IN_GROUND_TRUTH; AppError UPLOAD_NOT_FOUND, ARCHIVE_INVALID,
 * PAYLOAD_TOO_LARGE
 */
export async function readResults(store: Store, file: FileSource, groundTruth: GroundTruth): Promise<DetectionsInput> {
  if ('uploadId' in file) return readUpload(store, file.uploadId, groundTruth)
  const { path } = file
  const isArchive = !(await isFolder(path)) && (await archiveKindOf(path).catch(() => null)) !== null
  return isArchive ? readArchived(path, basename(path), groundTruth) : readDetections(path, groundTruth)
}

async function readUpload(store: Store, id: string, groundTruth: GroundTruth): Promise<DetectionsInput> {
  const [upload] = await store.uploads.findMany([id])
  if (!upload) throw uploadNotFound()
  const name = upload.fileName ?? 'results'
  const hash = createHash('sha256')
  const { start, all } = await peek(hashed(store.uploads.chunks(id), hash), archiveStartBytes)
  if (archiveKind(start) !== null)
    return withTemporaryFolder(async folder => {
      const path = join(folder, 'upload')
      await writeFile(path, all)
      return readArchived(path, name, groundTruth)
    })
  try {
    const text = await peek(unpack(all, code), 1)
    const bytes = Number(upload.byteSize)
    const detections = isCsv(name, text.start)
      ? await readCsvDetections(text.all, name, groundTruth)
      : await readCocoResults(text.all, { bytes })
    return { detections, sha256: hash.digest('hex'), notes: [] }
  } catch (error) {
    throw atFile(name, error)
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

/** @param name what messages call the archive */
const readArchived = (path: string, name: string, groundTruth: GroundTruth): Promise<DetectionsInput> =>
  withTemporaryFolder(async folder => {
    try {
      const names = await extractArchive(path, folder)
      return await readDetections(await dataIn(folder, names), groundTruth)
    } catch (error) {
      throw inArchive(error, folder, name)
    }
  })

/** The only file, or the innermost folder that everything is in. */
async function dataIn(folder: string, names: readonly string[]): Promise<string> {
  const data = names.filter(name => !isNeverData(name))
  const [first = ''] = data
  if (data.length === 1 && !first.endsWith('.txt')) return join(folder, first)
  const segments = first.split('/').slice(0, -1)
  let depth = 0
  while (depth < segments.length && data.every(each => each.startsWith(`${segments.slice(0, depth + 1).join('/')}/`)))
    depth++
  return join(folder, ...segments.slice(0, depth))
}

/** The same complaint with the archive's name in the place of the folder's. */
function inArchive(error: unknown, folder: string, name: string): unknown {
  if (!(error instanceof InvalidInput)) return error
  const rename = (text: string) => text.replaceAll(folder, name)
  return new InvalidInput(error.code, rename(error.message), error.hint && rename(error.hint))
}
