import type { Finding } from '../../eval/finding.ts'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { AppError, type ErrorCode, statusOf } from '../errors.ts'
import type { Format } from '../formats/detectFormat.ts'
import type { Store } from '../store/createStore.ts'
import { addPhotos } from './addPhotos.ts'
import { contentHashOf } from './contentHashOf.ts'
import { datasetName } from './datasetName.ts'
import type { FileLimits } from './fileLimits.ts'
import type { FileSource } from './fileSource.ts'
import { groundTruthNotes } from './groundTruthNotes.ts'
import { type OpenedFile, openFile } from './openFile.ts'
import type { PhotoReport } from './photoReport.ts'
import { readArchivedGroundTruth } from './readArchivedGroundTruth.ts'
import { readGroundTruthAt } from './readGroundTruthAt.ts'
import { type ReadGroundTruth, readTextGroundTruth } from './readTextGroundTruth.ts'
import { storableGroundTruth } from './storableGroundTruth.ts'

type Args = {
  source: FileSource
  /** without one, the file's */
  name: string | null
  /** without one, found out */
  format: Format | null
  orientation: 'UPRIGHT' | 'RAW'
}

type Context = { store: Store; limits: FileLimits }

/** Each has numbers of its own in every evaluation and rows in every report. LVIS has 1,203. */
const mostCategories = 20_000

/**
 * Stores the ground truth of a file: COCO JSON or CSV, packed by gzip or not, or an archive of COCO, CSV, YOLO or Pascal
 * VOC, whose photos become the dataset's. A path may also be a folder; its photos are not added. The same content in the
 * same orientation is the same dataset.
 * @throws AppError DATASET_INVALID, DUPLICATE_ID, DATASET_TOO_LARGE, ARCHIVE_INVALID, PAYLOAD_TOO_LARGE,
 * UPLOAD_NOT_FOUND, BAD_USER_INPUT for a name that is too long, DATASET_FROZEN for other photos of a dataset that has
 * been evaluated; messages call the file as its sender does
 */
export async function createDataset(
  { store, limits }: Context,
  { source, name, format, orientation }: Args,
): Promise<{ datasetId: string; created: boolean; photos: PhotoReport | null }> {
  const file = await openFile(store, source)
  const isArchive = file.kind !== null && file.kind !== 'FOLDER'
  const called = datasetName(name, file.name)

  async function save({ groundTruth: read, notes, format: found }: ReadGroundTruth) {
    const groundTruth = storableGroundTruth(read)
    if (groundTruth.images.ids.length === 0)
      throw new InvalidInput('DATASET_INVALID', `'${file.name}': expected at least one image, found none.`)
    const { length } = groundTruth.categories
    if (length > mostCategories)
      throw new AppError(
        'DATASET_TOO_LARGE',
        `'${file.name}': expected at most ${mostCategories} categories, found ${length}.`,
      )
    const all: Finding[] = [...notes, ...groundTruthNotes(groundTruth)]
    const contentHash = contentHashOf(groundTruth, orientation)
    const dataset = { name: called, format: found, orientation, groundTruth, notes: all, contentHash }
    const { id: datasetId, created } = await store.datasets.insert(dataset)
    return { datasetId, created }
  }

  const fromArchive = () =>
    file.onDisk(async path => {
      const read = await readArchivedGroundTruth({ path, ...common(file, format, limits) })
      const saved = await save(read)
      if (!read.hasPhotos) return { ...saved, photos: null }
      return {
        ...saved,
        photos: await addPhotos({ store, limits }, { datasetId: saved.datasetId, photos: [{ path }] }),
      }
    })

  async function fromFile() {
    const read =
      'path' in source
        ? await readGroundTruthAt(source.path, { isFolder: file.kind === 'FOLDER', format })
        : await readTextGroundTruth({ chunks: file.chunks, ...common(file, format, limits) })
    return { ...(await save(read)), photos: null }
  }

  try {
    const stored = await (isArchive ? fromArchive() : fromFile())
    // Where it fails the upload goes when it expires.
    if ('uploadId' in source) await store.uploads.markUsed([source.uploadId]).catch(() => undefined)
    return stored
  } catch (error) {
    throw error instanceof InvalidInput ? refusal(error) : error
  }
}

const common = (file: OpenedFile, format: Format | null, { maxTextBytes }: FileLimits) => ({
  name: file.name === '' ? 'upload' : file.name,
  format,
  maxBytes: maxTextBytes,
})

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(statusOf, code)

const refusal = ({ code, message, hint }: InvalidInput) =>
  new AppError(isErrorCode(code) ? code : 'DATASET_INVALID', message, { hint })
