import type { FileUpload } from 'graphql-upload/processRequest.mjs'
import { AppError } from '../errors.ts'
import type { ImageSource } from '../runs/imageSource.ts'
import { plainFileName } from '../runs/plainFileName.ts'
import type { ImageInput } from './generated.ts'
import { keyOf, type NodeType } from './nodeId.ts'

/** No row has this key; it stands for ids that cannot be one of ours. */
const nobody = '00000000-0000-0000-0000-000000000000'

const keyOrNobody = (type: NodeType, id: string) => keyOf(type, id) ?? nobody

/**
 * Failures of the multipart body appear when a file is read, not before: those of graphql-upload have a status, those
 * of its parser have none, and those of the temporary file have a code of the system.
 */
function uploadError({ status, code, message }: { status?: number; code?: string; message: string }, cause: unknown) {
  if (status === 413)
    return new AppError('PAYLOAD_TOO_LARGE', message, { hint: 'The limit is the setting FOVEA_MAX_IMAGE_MB.', cause })
  if (status === 400)
    return new AppError('FILE_MISSING', message, { hint: 'Send each file that `map` names, after `map`.', cause })
  if (status === undefined && code !== undefined)
    return new AppError('STORAGE_UNAVAILABLE', 'The server has no room for the file now.', { retryAfter: 5, cause })
  return new AppError('MULTIPART_INVALID', message, { hint: 'The body ended early, or a part has a bad head.', cause })
}

async function readUpload(upload: Promise<FileUpload>, arrived: (bytes: number) => void) {
  try {
    const { createReadStream, filename } = await upload
    const chunks: Buffer[] = []
    for await (const chunk of createReadStream() as AsyncIterable<Buffer>) {
      arrived(chunk.length)
      chunks.push(chunk)
    }
    return { bytes: Buffer.concat(chunks), fileName: plainFileName(filename) }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw uploadError(error as Error, error)
  }
}

/** The use case's view of one `ImageInput`; `@oneOf` has made sure that exactly one member is set. */
export function imageSourceOf(input: ImageInput): ImageSource {
  if (input.upload) {
    const { upload } = input
    return { kind: 'upload', read: arrived => readUpload(upload, arrived) }
  }
  if (input.uploadId !== undefined) return { kind: 'uploadId', id: keyOrNobody('Upload', input.uploadId) }
  if (input.imageId !== undefined) return { kind: 'imageId', id: keyOrNobody('Image', input.imageId) }
  if (input.base64 !== undefined) return { kind: 'base64', text: input.base64 }
  return { kind: 'url', url: input.url ?? '' }
}
