import sharp, { type Sharp } from 'sharp'
import type { Pixels } from './pixels.ts'

/** Hands decoded pixels to sharp, to encode or resize them; no loader of files takes part. */
export function openPixels({ data, width, height }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false })
}
