import { cmykToRgb } from './cmykToRgb.ts'
import { corruptImage } from './corruptImage.ts'
import type { ImageHeader } from './imageHeader.ts'
import { imageLimits } from './imageLimits.ts'
import { inspectImage } from './inspectImage.ts'
import { openImage } from './openImage.ts'
import type { Pixels } from './pixels.ts'
import { pngIsWhole } from './pngIsWhole.ts'

/**
 * Decodes an image as Pillow's `exif_transpose(image).convert('RGB')` and OpenCV's `imread` do, to the bit: upright by
 * its EXIF orientation, grey repeated in all three channels, alpha dropped (not blended), embedded colour profiles
 * ignored, the first frame of an animation. CMYK follows Pillow (OpenCV's differs by up to 2 grey levels). 16 bits a
 * channel become 8 by their high byte, as OpenCV does; Pillow does so for colour but clips 16-bit grey at 255.
 * @throws AppError IMAGE_CORRUPT when the pixels cannot be decoded or are cut off, and as `readImageHeader` does
 */
export async function decodeImage(bytes: Uint8Array): Promise<{ header: ImageHeader; pixels: Pixels }> {
  const { header, cmyk } = await inspectImage(bytes)
  if (header.format === 'PNG' && !pngIsWhole(bytes)) throw corruptImage('PNG', 'its end is missing')
  const image = openImage(bytes, imageLimits.maxPixels)
  const upright = cmyk
    ? image.pipelineColourspace('cmyk').toColourspace('cmyk')
    : image.removeAlpha().toColourspace('srgb')
  const { buffer, byteOffset, length } = await upright
    .raw({ depth: 'uchar' })
    .toBuffer()
    .catch(error => {
      throw corruptImage(header.format, error)
    })
  const data = new Uint8Array(buffer, byteOffset, length)
  return { header, pixels: { data: cmyk ? await cmykToRgb(data) : data, width: header.width, height: header.height } }
}
