import { AppError } from '../errors.ts'
import type { Store } from '../store/createStore.ts'

type Encoded = { bytes: Uint8Array; fileName: string | null; stored: boolean }

const gone = (code: 'UPLOAD_NOT_FOUND' | 'IMAGE_NOT_FOUND', message: string, hint: string) =>
  new AppError(code, message, { hint })

/** @throws AppError UPLOAD_NOT_FOUND */
export async function findUpload(store: Store, id: string) {
  const upload = await store.uploads.find(id)
  if (upload) return upload
  throw gone(
    'UPLOAD_NOT_FOUND',
    'Expected the id of a finished upload but there is none, or it has expired.',
    'PUT /uploads gives a new one.',
  )
}

/** @throws AppError UPLOAD_NOT_FOUND */
export async function readUploaded(store: Store, id: string): Promise<Encoded> {
  const { fileName } = await findUpload(store, id)
  return { bytes: await store.uploads.readBytes(id), fileName, stored: false }
}

/** @throws AppError IMAGE_NOT_FOUND */
export async function readStored(store: Store, id: string): Promise<Encoded> {
  const bytes = await store.images.readBytes(id)
  if (bytes) return { bytes, fileName: null, stored: true }
  throw gone(
    'IMAGE_NOT_FOUND',
    'Expected the id of a stored image but there is none.',
    'Query images(first: 100) lists them.',
  )
}
