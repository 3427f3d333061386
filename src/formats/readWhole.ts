import { atFile } from './atFile.ts'
import type { InvalidCode } from './lineProblem.ts'
import { openInput } from './openInput.ts'

/**
 * Reads a file by a parser that takes its bytes in pieces and keeps none of them; complaints get the file's name.
 * @param read gets the pieces and the size of the file
 */
export async function readWhole<Result>(
  path: string,
  code: InvalidCode,
  read: (chunks: AsyncIterable<Uint8Array>, bytes: number) => Promise<Result>,
): Promise<{ result: Result; sha256: string }> {
  const { chunks, bytes, sha256 } = await openInput(path, code, { reuse: true })
  try {
    return { result: await read(chunks, bytes), sha256: sha256() }
  } catch (error) {
    throw atFile(path, error)
  }
}
