import { open } from 'node:fs/promises'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { AppError } from '../errors.ts'
import type { InvalidCode } from './lineProblem.ts'
import { readBytes } from './readTextFile.ts'

/** Where a JPEG or a PNG has its size and its orientation, seldom further back; of a WebP no part can be read alone. */
const headBytes = 256 * 1024
/** No pixel is decoded, so no image is too large. */
const noLimits = { maxPixels: Infinity, maxSide: Infinity }

/** The beginning of a file that goes on after it; undefined for a short one. */
async function readHead(path: string): Promise<Uint8Array | undefined> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return bytesRead < headBytes ? undefined : buffer
  } finally {
    await file.close()
  }
}

/**
 * The size of a JPEG, PNG or WebP file, upright: its EXIF orientation applied, as OpenCV and so Ultralytics load it.
 * @throws InvalidInput with the file's name
 */
export async function readImageSize(path: string, code: InvalidCode): Promise<{ width: number; height: number }> {
  const { readImageHeader } = await import('../image/readImageHeader.ts')
  try {
    const head = await readHead(path).catch(() => undefined)
    const known = head && (await readImageHeader(head, noLimits).catch(() => undefined))
    const { width, height } = known ?? (await readImageHeader(await readBytes(path, code), noLimits))
    return { width, height }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new InvalidInput(code, `'${path}': ${error.message.replace(/^Expected/, 'expected')}`, error.hint)
  }
}
