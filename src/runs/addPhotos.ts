import { createHash } from 'node:crypto'
import { checkImageSizes } from '../../eval/preflight/checkImageSizes.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import { readImageHeader } from '../image/readImageHeader.ts'
import type { Store } from '../store/createStore.ts'
import { datasetNotFound, type NewPhoto } from '../store/photos.ts'
import { uploadNotFound } from '../store/uploads.ts'
import { createPhotoFinder } from './createPhotoFinder.ts'
import { createPhotoReport } from './createPhotoReport.ts'
import { eachPhoto, imageNotFound, type PhotoFile, type PhotoSource } from './eachPhoto.ts'
import type { PhotoProblem, PhotoReport } from './photoReport.ts'
import { plainFileName } from './plainFileName.ts'

/** Of one transaction: few enough that nobody waits long for the dataset's row. */
const batchPhotos = 64
const batchBytes = 32 * 1024 * 1024

type Context = {
  store: Store
  limits: {
    /** encoded bytes of a photo */
    maxImageBytes: number
  }
}

type Args = { datasetId: string; photos: readonly PhotoSource[] }

/** Failures that say something about one photo; anything else refuses the call. */
const ofOnePhoto: ReadonlySet<ErrorCode> = new Set([
  'IMAGE_NOT_FOUND',
  'IMAGE_NOT_IN_GROUND_TRUTH',
  'IMAGE_SIZE_MISMATCH',
  'IMAGE_EMPTY',
  'IMAGE_UNSUPPORTED',
  'IMAGE_CORRUPT',
  'IMAGE_TOO_LARGE',
  'IMAGE_IN_USE',
  'PAYLOAD_TOO_LARGE',
  'ARCHIVE_INVALID',
])

const problemOf = (fileName: string, { code, message, hint }: AppError): PhotoProblem => ({
  code,
  fileName,
  message,
  hint: hint ?? null,
})

const taken = (name: string) =>
  new AppError('IMAGE_IN_USE', `The image of the dataset that '${name}' is called like has another photo already.`, {
    hint: 'A photo is never replaced: delete the dataset and create it again with the right ones.',
  })

/** @throws AppError UPLOAD_NOT_FOUND, IMAGE_NOT_FOUND, before any photo is looked at */
async function checkSources(store: Store, sources: readonly PhotoSource[]): Promise<void> {
  const uploads = sources.flatMap(source => ('uploadId' in source ? [source.uploadId] : []))
  const images = sources.flatMap(source => ('imageId' in source ? [source.imageId] : []))
  if ((await store.uploads.findMany(uploads)).length < new Set(uploads).size) throw uploadNotFound()
  if ((await store.images.findMany(images)).length < new Set(images).size) throw imageNotFound()
}

/**
 * Makes photos those of a dataset's images, matched by file name: see createPhotoFinder. A photo that cannot be used is a
 * problem of its own. Photos are stored batch by batch; a call that broke off can be repeated, as those that are there
 * already stay as they are.
 * @throws AppError DATASET_NOT_FOUND, UPLOAD_NOT_FOUND, IMAGE_NOT_FOUND, ARCHIVE_INVALID, PAYLOAD_TOO_LARGE;
 * DATASET_FROZEN when the dataset has been evaluated and something would be added
 */
export async function addPhotos({ store, limits }: Context, { datasetId, photos }: Args): Promise<PhotoReport> {
  const [dataset] = await store.datasets.findMany([datasetId])
  if (!dataset) throw datasetNotFound()
  const orientation = dataset.orientation === 'RAW' ? 'RAW' : 'UPRIGHT'
  const { images, photos: present } = await store.groundTruths.readImages(datasetId)
  const hashes = present.map(photo => photo?.sha256)
  const find = createPhotoFinder(images)
  const report = createPhotoReport()
  let batch: (NewPhoto & { name: string })[] = []
  let bytesInBatch = 0

  /** @throws AppError where no image, or more than one, may be meant */
  function positionOf(name: string): number {
    const [position, ...others] = find(name)
    if (position === undefined)
      throw new AppError('IMAGE_NOT_IN_GROUND_TRUTH', `The dataset has no image called '${name}'.`, {
        hint: 'Photos are matched by file name, without regard to folders where these differ.',
      })
    if (others.length > 0)
      throw new AppError(
        'IMAGE_NOT_IN_GROUND_TRUTH',
        `'${name}' may be ${[position, ...others.slice(0, 2)].map(at => `'${images.fileNames[at]}'`).join(' or ')}.`,
        { hint: 'Send it in an archive, in the folders that the ground truth has.' },
      )
    return position
  }

  /** @throws AppError IMAGE_SIZE_MISMATCH */
  function checkSize(position: number, header: NewPhoto['header'], fileName: string): void {
    const only = (column: Float64Array) => column.slice(position, position + 1)
    const sizes = { widths: only(images.widths), heights: only(images.heights) }
    const image = { ids: only(images.ids), fileNames: [fileName], ...sizes }
    const [finding] = checkImageSizes({ images: image }, [{ ...header, fileName }], orientation)
    if (finding) throw new AppError('IMAGE_SIZE_MISMATCH', finding.message, { hint: finding.hint })
  }

  async function inspect({ name, stored, read }: PhotoFile): Promise<void> {
    const position = positionOf(name)
    const bytes = stored ? undefined : await read()
    const sha256 = stored?.sha256 ?? createHash('sha256').update(bytes!).digest()
    const known = hashes[position]
    if (known === sha256.toString('hex')) return report.keep()
    if (known !== undefined) throw taken(name)
    const header = stored?.header ?? (await readImageHeader(bytes!))
    checkSize(position, header, name)
    batch.push({ position, sha256, bytes, header, fileName: plainFileName(name), name })
    bytesInBatch += bytes?.length ?? 0
  }

  async function flush(): Promise<void> {
    const adding = batch
    batch = []
    bytesInBatch = 0
    if (adding.length === 0) return
    const outcomes = await store.photos.add(datasetId, adding)
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome === 'ADDED') report.add()
      else if (outcome === 'UNCHANGED') report.keep()
      else report.refuse(problemOf(adding[index]!.name, taken(adding[index]!.name)))
    }
  }

  async function take(photo: PhotoFile): Promise<void> {
    report.receive()
    try {
      await inspect(photo)
    } catch (error) {
      if (!(error instanceof AppError) || !ofOnePhoto.has(error.code)) throw error
      report.refuse(problemOf(photo.name, error))
    }
    if (batch.length >= batchPhotos || bytesInBatch >= batchBytes) await flush()
  }

  await checkSources(store, photos)
  for (const source of photos) await eachPhoto(store, source, limits.maxImageBytes, take)
  await flush()
  const uploads = photos.flatMap(source => ('uploadId' in source ? [source.uploadId] : []))
  // Where it fails they go when they expire.
  if (uploads.length > 0) await store.uploads.markUsed(uploads).catch(() => undefined)
  const [photoCount = 0] = await store.datasets.photoCounts([datasetId])
  return report.finish(dataset.imageCount - photoCount)
}
