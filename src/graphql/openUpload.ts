import type { FileUpload } from 'graphql-upload/processRequest.mjs'
import { AppError } from '../errors.ts'
import { plainFileName } from '../runs/plainFileName.ts'

/**
 * Failures of the multipart body appear when a file is read, not before: those of graphql-upload have a status, those
 * of its parser have none, and those of the temporary file have a code of the system.
 */
function uploadError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const { status, code, message } = error as Error & { status?: number; code?: string }
  if (status === 413)
    return new AppError('PAYLOAD_TOO_LARGE', message, {
      hint: 'The limit is the setting FOVEA_MAX_IMAGE_MB. Ground truth, results and archives of any size go by PUT /uploads, which answers an uploadId.',
      cause: error,
    })
  if (status === 400)
    return new AppError('FILE_MISSING', message, {
      hint: 'Send each file that `map` names, after `map`.',
      cause: error,
    })
  if (status === undefined && code !== undefined)
    return new AppError('STORAGE_UNAVAILABLE', 'The server has no room for the file now.', {
      retryAfter: 5,
      cause: error,
    })
  return new AppError('MULTIPART_INVALID', message, {
    hint: 'The body ended early, or a part has a bad head.',
    cause: error,
  })
}

async function* chunksOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* stream
  } catch (error) {
    throw uploadError(error)
  }
}

/**
 * A file of a multipart request, once its turn has come in the body; `chunks` are its bytes, to be read once.
 * @throws AppError PAYLOAD_TOO_LARGE, FILE_MISSING, MULTIPART_INVALID, STORAGE_UNAVAILABLE; reading `chunks` the same
 */
export async function openUpload(upload: Promise<FileUpload>) {
  try {
    const { createReadStream, filename } = await upload
    return { fileName: plainFileName(filename), chunks: chunksOf(createReadStream() as AsyncIterable<Buffer>) }
  } catch (error) {
    throw uploadError(error)
  }
}
