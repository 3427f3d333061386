import type { Pixels } from './pixels.ts'

/**
 * The image at the top left of a larger one that is black elsewhere.
 * @param width at least that of `pixels`, as `height`
 * @returns `pixels` itself when the size is already right
 */
export function padPixels(pixels: Pixels, width: number, height: number): Pixels {
  if (width === pixels.width && height === pixels.height) return pixels
  const data = new Uint8Array(width * height * 3)
  const row = pixels.width * 3
  for (let y = 0; y < pixels.height; y++) data.set(pixels.data.subarray(y * row, (y + 1) * row), y * width * 3)
  return { data, width, height }
}
