import { AppError } from '../errors.ts'
import { corruptImage } from './corruptImage.ts'
import { declaredSize } from './declaredSize.ts'
import { fileTypeName } from './fileTypeName.ts'
import { formatOf } from './formatOf.ts'
import type { ImageHeader } from './imageHeader.ts'
import { type ImageLimits, imageLimits } from './imageLimits.ts'
import { openImage } from './openImage.ts'

function checkSize({ width, height }: { width: number; height: number }, { maxPixels, maxSide }: ImageLimits): void {
  if (width * height <= maxPixels && Math.max(width, height) <= maxSide) return
  throw new AppError(
    'IMAGE_TOO_LARGE',
    `Expected an image of at most ${maxPixels / 1e6} megapixels and ${maxSide} pixels a side but received ${width} × ${height}.`,
    { hint: 'Send a smaller version of the image.' },
  )
}

/**
 * What `readImageHeader` reads, and whether the pixels are cyan, magenta, yellow and black.
 * @throws AppError as `readImageHeader` does
 */
export async function inspectImage(
  bytes: Uint8Array,
  limits: ImageLimits = imageLimits,
): Promise<{ header: ImageHeader; cmyk: boolean }> {
  if (bytes.length === 0) {
    throw new AppError('IMAGE_EMPTY', 'Expected an image but received 0 bytes.', {
      hint: 'Check that the file was read before it was sent.',
    })
  }
  const format = formatOf(bytes)
  if (!format) {
    const name = await fileTypeName(bytes)
    throw new AppError('IMAGE_UNSUPPORTED', `Expected a JPEG, PNG or WebP image but received ${name}.`, {
      hint: 'Convert it to JPEG, PNG or WebP.',
    })
  }
  const declared = declaredSize(bytes, format)
  if (declared) checkSize(declared, limits)
  const metadata = await openImage(bytes, false)
    .metadata()
    .catch(error => {
      throw corruptImage(format, error)
    })
  const { width, height } = metadata.autoOrient
  checkSize({ width, height }, limits)
  return {
    header: { format, width, height, orientation: metadata.orientation ?? 1 },
    cmyk: metadata.space === 'cmyk',
  }
}
