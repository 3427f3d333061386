import { createReadStream } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { AppError } from '../errors.ts'

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
}

/**
 * The bytes of an image file.
 * @throws AppError FILE_MISSING, PAYLOAD_TOO_LARGE (no more than `maxBytes` and one are read, of devices too)
 */
export async function readImage(path: string, maxBytes: number): Promise<Uint8Array> {
  const bytes = await buffer(createReadStream(path, { end: maxBytes })).catch((cause: NodeJS.ErrnoException) => {
    const reason = reasons[cause.code ?? ''] ?? cause.message
    throw new AppError('FILE_MISSING', `Expected an image at ${path} but ${reason}.`, { cause })
  })
  if (bytes.length <= maxBytes) return bytes
  const limit = maxBytes / 1024 / 1024
  throw new AppError('PAYLOAD_TOO_LARGE', `Expected an image of at most ${limit} MB but ${path} has more.`, {
    hint: 'The limit is the setting FOVEA_MAX_IMAGE_MB.',
  })
}
