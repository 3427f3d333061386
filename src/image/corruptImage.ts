import { AppError } from '../errors.ts'
import type { ImageFormat } from './imageHeader.ts'

/** The error of a file that begins as an image of `format` but cannot be read; `cause` is what the decoder said. */
export function corruptImage(format: ImageFormat, cause: unknown): AppError {
  const reason = (cause instanceof Error ? cause.message : String(cause)).trim().split('\n')[0]
  return new AppError('IMAGE_CORRUPT', `Expected a whole ${format} image but it cannot be decoded: ${reason}.`, {
    hint: 'Send the original file again, or save the image anew in an editor.',
    cause,
  })
}
