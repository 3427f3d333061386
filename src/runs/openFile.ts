import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type ArchiveKind, archiveKind, archiveKindOf, archiveStartBytes } from '../archive/archiveKind.ts'
import { withTemporaryFolder } from '../archive/withTemporaryFolder.ts'
import type { Store } from '../store/createStore.ts'
import { uploadNotFound } from '../store/uploads.ts'
import type { FileSource } from './fileSource.ts'
import { peek } from './peek.ts'

export type OpenedFile = {
  /** as its sender calls it; '' where nothing tells */
  readonly name: string
  /** null: any other file */
  readonly kind: ArchiveKind | 'FOLDER' | null
  /** all of a file, to be read once */
  readonly chunks: AsyncIterable<Uint8Array>
  /** Works on the file where it is on this machine; an upload is written to a temporary folder for that time. */
  onDisk<Result>(work: (path: string) => Promise<Result>): Promise<Result>
}

async function openUpload(store: Store, id: string): Promise<OpenedFile> {
  const [upload] = await store.uploads.findMany([id])
  if (!upload) throw uploadNotFound()
  const { start, all } = await peek(store.uploads.chunks(id), archiveStartBytes)
  return {
    name: upload.fileName ?? '',
    kind: archiveKind(start),
    chunks: all,
    onDisk: work =>
      withTemporaryFolder(async folder => {
        const path = join(folder, 'upload')
        await pipeline(all, createWriteStream(path, { mode: 0o600 }))
        return work(path)
      }),
  }
}

async function openPath(path: string): Promise<OpenedFile> {
  const found = await stat(path).catch(() => undefined)
  const kind = found?.isDirectory() ? 'FOLDER' : found?.isFile() ? await archiveKindOf(path).catch(() => null) : null
  const chunks = { [Symbol.asyncIterator]: () => createReadStream(path)[Symbol.asyncIterator]() }
  return { name: basename(path), kind, chunks, onDisk: work => work(path) }
}

/**
 * Opens what a call was given, and finds out whether that is an archive or a folder.
 * @throws AppError UPLOAD_NOT_FOUND; only reading tells of a path that is not there
 */
export const openFile = (store: Store, source: FileSource): Promise<OpenedFile> =>
  'path' in source ? openPath(source.path) : openUpload(store, source.uploadId)
