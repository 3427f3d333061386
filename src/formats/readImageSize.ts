import { open } from 'node:fs/promises'
import type { InvalidCode } from './lineProblem.ts'
import { imageHeadBytes, measureImage } from './measureImage.ts'
import { readBytes, unreadable } from './readTextFile.ts'

/** The beginning of a file, which may be all of it. */
async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(imageHeadBytes), 0, imageHeadBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** measureImage of a file on disk. @throws InvalidInput with the file's name */
export async function readImageSize(path: string, code: InvalidCode): Promise<{ width: number; height: number }> {
  const head = await readHead(path).catch(error => {
    throw unreadable(path, 'file', code, error)
  })
  return measureImage(path, code, head, () => readBytes(path, code))
}
