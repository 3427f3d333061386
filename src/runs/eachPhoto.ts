import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { readArchive } from '../archive/readArchive.ts'
import { createCap } from '../createCap.ts'
import { AppError } from '../errors.ts'
import { isImage } from '../formats/fileKinds.ts'
import { listFiles } from '../formats/listFiles.ts'
import { unreadable } from '../formats/readTextFile.ts'
import { gather } from '../gather.ts'
import type { ImageHeader } from '../image/imageHeader.ts'
import type { Store } from '../store/createStore.ts'
import type { FileSource } from './fileSource.ts'
import { openFile } from './openFile.ts'

export type PhotoSource = FileSource | { readonly imageId: string }

/** A file that may be a photo. */
export type PhotoFile = {
  /** with folders as in its archive or folder; '' where nothing tells */
  readonly name: string
  /** what is known of an image that is stored, whose bytes need not be read */
  readonly stored?: { readonly sha256: Buffer; readonly header: ImageHeader }
  /** once; @throws AppError about this file alone, such as PAYLOAD_TOO_LARGE */
  read(): Promise<Buffer>
}

type Take = (photo: PhotoFile) => Promise<void>

/** Files that lie beside photos: labels, notes, what tools leave. */
const besidePhotos =
  /\.(?:txt|json|xml|[ct]sv|ya?ml|md|rst|html?|pdf|names|data|cache|npy|ini|db|gz|zip|py|ipynb|sh|log)$/i

/** What of an archive or a folder is taken for a photo; a file without an ending (LICENSE) is not. */
const mayBePhoto = (name: string) => isImage(name) || (/\.[^./]+$/.test(name) && !besidePhotos.test(name))

const photoTooLarge = (maxBytes: number) =>
  new AppError('PAYLOAD_TOO_LARGE', `Expected a photo of at most ${maxBytes} bytes but received more.`, {
    hint: 'The limit is the setting FOVEA_MAX_IMAGE_MB.',
  })

const readPhoto = (chunks: AsyncIterable<Uint8Array>, maxBytes: number) =>
  gather(createCap(maxBytes, () => photoTooLarge(maxBytes))(chunks))

/** @throws AppError IMAGE_NOT_FOUND where it may not be read, or is a link to nothing; PAYLOAD_TOO_LARGE */
async function readPhotoAt(path: string, maxBytes: number): Promise<Buffer> {
  try {
    return await readPhoto(createReadStream(path), maxBytes)
  } catch (error) {
    if (error instanceof AppError) throw error
    const { message } = unreadable(path, 'file', 'DATASET_INVALID', error as NodeJS.ErrnoException)
    throw new AppError('IMAGE_NOT_FOUND', message, { cause: error })
  }
}

/**
 * Gives the photos of what a call received to `take`, one after the other, one in memory at a time: a photo, or all of
 * an archive or a folder, whose other files, such as labels, are passed over.
 * @param maxBytes of a photo
 * @throws AppError UPLOAD_NOT_FOUND, IMAGE_NOT_FOUND, ARCHIVE_INVALID, PAYLOAD_TOO_LARGE, and what `take` throws
 */
export async function eachPhoto(store: Store, source: PhotoSource, maxBytes: number, take: Take): Promise<void> {
  if ('imageId' in source) return take(await storedPhoto(store, source.imageId))
  const file = await openFile(store, source)
  const { name, kind, chunks, onDisk } = file
  if (kind === null)
    return take({
      name,
      read: () => ('path' in source ? readPhotoAt(source.path, maxBytes) : readPhoto(chunks, maxBytes)),
    })
  return onDisk(path => (kind === 'FOLDER' ? eachInFolder(path, maxBytes, take) : eachInArchive(path, maxBytes, take)))
}

export const imageNotFound = () =>
  new AppError('IMAGE_NOT_FOUND', 'Expected the id of a stored image but there is none.', {
    hint: 'Query images(first: 100) lists them.',
  })

async function storedPhoto(store: Store, id: string): Promise<PhotoFile> {
  const [image] = await store.images.findMany([id])
  if (!image) throw imageNotFound()
  const { fileName, sha256, format, width, height, orientation } = image
  const header = { format: format as ImageHeader['format'], width, height, orientation }
  const read = async () => Buffer.from((await store.images.readBytes(id)) ?? [])
  return { name: fileName ?? '', stored: { sha256: Buffer.from(sha256), header }, read }
}

async function eachInFolder(folder: string, maxBytes: number, take: Take): Promise<void> {
  for (const name of (await listFiles(folder, 'DATASET_INVALID')).filter(mayBePhoto))
    await take({ name, read: () => readPhotoAt(join(folder, name), maxBytes) })
}

async function eachInArchive(path: string, maxBytes: number, take: Take): Promise<void> {
  for await (const { name, chunks } of readArchive(path))
    if (mayBePhoto(name)) await take({ name, read: () => readPhoto(chunks(), maxBytes) })
}
