import type { FileUpload } from 'graphql-upload/processRequest.mjs'
import { concurrently } from '../formats/concurrently.ts'
import type { Context } from './context.ts'
import { openUpload } from './openUpload.ts'

/** Files of one request that go into the database at the same time. */
const atOnce = 4

/** A file that came with the request, where every process can read it. */
export type ReceivedFile = {
  /** key of the upload */
  uploadId: string
  /** of its content */
  sha256: Uint8Array | null
}

async function receive(
  upload: Promise<FileUpload>,
  { store, uploadLimits }: Context,
  began: (uploadId: string) => void,
): Promise<ReceivedFile> {
  const { fileName, chunks } = await openUpload(upload)
  const { id, sha256 } = await store.uploads.receive(chunks, fileName, uploadLimits)
  began(id)
  return { uploadId: id, sha256 }
}

/**
 * Brings the files of a request into the database, does some work on them, and lets go of them, however that ended: no
 * other request can name them.
 * @param work gets them in the order of `uploads`
 * @throws AppError what refuses the whole request: the body breaks off, a file is too large, or there is no room
 */
export async function withUploads<Result>(
  uploads: readonly Promise<FileUpload>[],
  context: Context,
  work: (files: ReceivedFile[]) => Promise<Result>,
): Promise<Result> {
  const own: string[] = []
  try {
    return await work(await concurrently(uploads, atOnce, upload => receive(upload, context, id => own.push(id))))
  } finally {
    // Where that fails they go when they expire.
    if (own.length > 0) await context.store.uploads.markUsed(own).catch(() => undefined)
  }
}
