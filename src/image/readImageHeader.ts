import type { ImageHeader } from './imageHeader.ts'
import type { ImageLimits } from './imageLimits.ts'
import { inspectImage } from './inspectImage.ts'

/**
 * Identifies and checks an encoded image without decoding its pixels.
 * @param limits of the upright image; `imageLimits` unless told
 * @throws AppError IMAGE_EMPTY for no bytes, IMAGE_UNSUPPORTED for anything but JPEG, PNG and WebP (its message names
 * what came), IMAGE_CORRUPT when the header cannot be read, IMAGE_TOO_LARGE when it is over the limits
 */
export async function readImageHeader(bytes: Uint8Array, limits?: ImageLimits): Promise<ImageHeader> {
  const { header } = await inspectImage(bytes, limits)
  return header
}
