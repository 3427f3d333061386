import { open } from 'node:fs/promises'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { AppError } from '../errors.ts'
import type { InvalidCode } from './lineProblem.ts'
import { readBytes, unreadable } from './readTextFile.ts'

/** Where a JPEG or a PNG has its size and its orientation, seldom further back; of a WebP no part can be read alone. */
const headBytes = 128 * 1024
/** No pixel is decoded, so no image is too large. */
const noLimits = { maxPixels: Infinity, maxSide: Infinity }

/** The beginning of a file, which may be all of it. */
async function readHead(path: string): Promise<{ head: Uint8Array; isWhole: boolean }> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(headBytes), 0, headBytes, 0)
    return { head: buffer.subarray(0, bytesRead), isWhole: bytesRead < headBytes }
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
  const { head, isWhole } = await readHead(path).catch(error => {
    throw unreadable(path, 'file', code, error)
  })
  try {
    const known = isWhole ? undefined : await readImageHeader(head, noLimits).catch(() => undefined)
    const { width, height } = known ?? (await readImageHeader(isWhole ? head : await readBytes(path, code), noLimits))
    return { width, height }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new InvalidInput(code, `'${path}': ${error.message.replace(/^Expected/, 'expected')}`, error.hint)
  }
}
