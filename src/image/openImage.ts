import sharp, { type Sharp } from 'sharp'

sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
})
sharp.concurrency(1)
sharp.cache(false)

/**
 * Opens an encoded image upright, its embedded colour profile ignored. Only the JPEG, PNG and WebP loaders can run in
 * this process, whatever the bytes are; of an animation the first frame is read.
 * @param maxPixels above which decoding is refused; false to read the header of an image of any size
 */
export function openImage(bytes: Uint8Array, maxPixels: number | false): Sharp {
  return sharp(bytes, { failOn: 'warning', ignoreIcc: true, autoOrient: true, limitInputPixels: maxPixels })
}
