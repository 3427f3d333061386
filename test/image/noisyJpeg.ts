import sharp from 'sharp'
import { noise } from './noise.ts'

/** A photo of 640 × 480 pixels and more than 256 KB: more than a reader of archives holds at a time. */
export async function noisyJpeg(): Promise<Buffer> {
  const { data, width, height } = noise(640, 480)
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 95 })
    .toBuffer()
}
