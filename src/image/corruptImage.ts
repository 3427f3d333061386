import { AppError } from '../errors.ts'
import type { ImageFormat } from './imageHeader.ts'

/** The error of a file that begins as an image of `format` but cannot be read; `cause` is what the decoder said. */
export function corruptImage(format: ImageFormat, cause: unknown): AppError {
  const said = (cause instanceof Error ? cause.message : String(cause)).replace('Input buffer has corrupt header:', '')
  const reason = said.trim().split('\n')[0] || 'its header is damaged'
  return new AppError('IMAGE_CORRUPT', `Expected a whole ${format} image but it cannot be decoded: ${reason}.`, {
    hint: 'Send the original file again, or save the image anew in an editor.',
    cause,
  })
}
