import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { InvalidCode } from './lineProblem.ts'
import type { Chunks } from './readCsvRows.ts'
import { unreadable } from './readTextFile.ts'

/** Reads a file in pieces, and hashes them as they pass. */
export async function readHashed<Result>(
  path: string,
  code: InvalidCode,
  read: (chunks: Chunks) => Promise<Result>,
): Promise<{ result: Result; sha256: string }> {
  const hash = createHash('sha256')
  async function* pieces() {
    try {
      for await (const piece of createReadStream(path, { highWaterMark: 2 ** 20 })) {
        hash.update(piece)
        yield piece as Uint8Array
      }
    } catch (error) {
      throw unreadable(path, 'file', code, error as NodeJS.ErrnoException)
    }
  }
  const result = await read(pieces())
  return { result, sha256: hash.digest('hex') }
}
