import { InvalidInput } from '../../eval/invalidInput.ts'
import { AppError } from '../errors.ts'
import type { InvalidCode } from './lineProblem.ts'

/** Where a JPEG or a PNG has its size and its orientation, seldom further back; of a WebP no part can be read alone. */
export const imageHeadBytes = 128 * 1024
/** No pixel is decoded, so no image is too large. */
const noLimits = { maxPixels: Infinity, maxSide: Infinity }

/**
 * The size of a JPEG, PNG or WebP file, upright: its EXIF orientation applied, as OpenCV and so Ultralytics load it.
 * @param head its first `imageHeadBytes`, or all of it when it has fewer
 * @param whole gives all of it; asked only where the head is not enough
 * @throws InvalidInput with the file's name
 */
export async function measureImage(
  path: string,
  code: InvalidCode,
  head: Uint8Array,
  whole: () => Promise<Uint8Array>,
): Promise<{ width: number; height: number }> {
  const { readImageHeader } = await import('../image/readImageHeader.ts')
  const isWhole = head.length < imageHeadBytes
  try {
    const known = isWhole ? undefined : await readImageHeader(head, noLimits).catch(() => undefined)
    const { width, height } = known ?? (await readImageHeader(isWhole ? head : await whole(), noLimits))
    return { width, height }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new InvalidInput(code, `'${path}': ${error.message.replace(/^Expected/, 'expected')}`, error.hint)
  }
}
