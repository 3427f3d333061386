import { AppError } from '../errors.ts'
import type { Store } from '../store/createStore.ts'
import { uploadNotFound } from '../store/uploads.ts'
import type { ImageSource } from './imageSource.ts'

type Encoded = { bytes: Uint8Array; fileName: string | null; stored: boolean }

/** @throws AppError UPLOAD_NOT_FOUND; PAYLOAD_TOO_LARGE, before any of it is read */
export async function readUploaded(store: Store, id: string, maxBytes: number): Promise<Encoded> {
  const [upload] = await store.uploads.findMany([id])
  if (!upload) throw uploadNotFound()
  const { fileName, byteSize } = upload
  if (byteSize > maxBytes)
    throw new AppError(
      'PAYLOAD_TOO_LARGE',
      `Expected an image of at most ${maxBytes} bytes but the upload has ${byteSize}.`,
      { hint: 'The limit is the setting FOVEA_MAX_IMAGE_MB.' },
    )
  return { bytes: await store.uploads.readBytes(id), fileName, stored: false }
}

/** @throws AppError IMAGE_NOT_FOUND */
export async function readStored(store: Store, id: string): Promise<Encoded> {
  const bytes = await store.images.readBytes(id)
  if (bytes) return { bytes, fileName: null, stored: true }
  throw new AppError('IMAGE_NOT_FOUND', 'Expected the id of a stored image but there is none.', {
    hint: 'Query images(first: 100) lists them.',
  })
}

const idsOf = (sources: readonly ImageSource[], kind: 'uploadId' | 'imageId') =>
  sources.flatMap(source => (source.kind === kind ? [source.id] : []))

/** Frees the room of a call's uploads once its runs are stored; where that fails they go when they expire. */
export async function freeUploads(store: Store, sources: readonly ImageSource[]): Promise<void> {
  const uploads = idsOf(sources, 'uploadId')
  if (uploads.length > 0) await store.uploads.markUsed(uploads).catch(() => undefined)
}

/**
 * How many bytes of a call come from the database: in memory they weigh as much as those that arrive with it. Uploads
 * over `maxBytes` are never read.
 */
export async function storedBytes(store: Store, sources: readonly ImageSource[], maxBytes: number): Promise<number> {
  const [uploads, images] = [idsOf(sources, 'uploadId'), idsOf(sources, 'imageId')]
  const sizes = new Map<string, number>()
  if (uploads.length > 0)
    for (const { id, byteSize } of await store.uploads.findMany(uploads))
      if (byteSize <= maxBytes) sizes.set(id, Number(byteSize))
  if (images.length > 0) for (const { id, byteSize } of await store.images.findMany(images)) sizes.set(id, byteSize)
  return [...uploads, ...images].reduce((sum, id) => sum + (sizes.get(id) ?? 0), 0)
}
