import type { FileUpload } from 'graphql-upload/processRequest.mjs'
import type { ImageSource } from '../runs/imageSource.ts'
import type { ImageInput } from './generated.ts'
import { keyOrNobody } from './nodeId.ts'
import { openUpload } from './openUpload.ts'

async function readUpload(upload: Promise<FileUpload>, arrived: (bytes: number) => void) {
  const { fileName, chunks } = await openUpload(upload)
  const parts: Buffer[] = []
  for await (const part of chunks) {
    arrived(part.length)
    parts.push(part)
  }
  return { bytes: Buffer.concat(parts), fileName }
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
