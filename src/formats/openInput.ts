import { createHash } from 'node:crypto'
import { type FileHandle, open, stat } from 'node:fs/promises'
import type { InvalidCode } from './lineProblem.ts'
import { unreadable } from './readTextFile.ts'
import { unpack } from './unpack.ts'

/** Large enough that waiting for the next one is short, small enough to stay in the processor's cache. */
const pieceBytes = 1024 * 1024

export type Input = {
  /** size of the file */
  readonly bytes: number
  /** what is in the file, unpacked if that is gzip; to be read once, and the file is closed when that ends */
  readonly chunks: AsyncIterable<Uint8Array>
  /** hexadecimal, of the file as it is on disk, when all chunks have passed; '' unless it was to be hashed */
  sha256(): string
}

/**
 * Opens a file for reading it from its beginning to its end.
 * @param options.hashed whether its SHA-256 is wanted, a fifth of the time of reading a large file
 * @param options.reuse chunks are overwritten when the next one is asked for: half the time, a third of the memory
 * @throws InvalidInput, some only as the chunks pass, for a file that is not there, may not be read or is a folder, and
 * what unpack throws
 */
export async function openInput(
  path: string,
  code: InvalidCode,
  { reuse = false, hashed = true }: { reuse?: boolean; hashed?: boolean } = {},
): Promise<Input> {
  const fail = (error: unknown): never => {
    throw unreadable(path, 'file', code, error as NodeJS.ErrnoException)
  }
  const found = await stat(path).catch(fail)
  if (found.isDirectory()) fail({ code: 'EISDIR' })
  const hash = createHash('sha256')

  async function* read() {
    const file = await open(path).catch(fail)
    for await (const piece of readPieces(file, reuse)) {
      if (hashed) hash.update(piece)
      yield piece
    }
  }
  return { bytes: found.size, chunks: unpack(read(), code), sha256: () => (hashed ? hash.digest('hex') : '') }
}

/** Reads on while a piece is being used: of two buffers, one is being read into. */
async function* readPieces(file: FileHandle, reuse: boolean): AsyncGenerator<Uint8Array, void, undefined> {
  const allocate = () => Buffer.allocUnsafeSlow(pieceBytes)
  let filling = allocate()
  let spare = allocate()
  let reading = file.read(filling)
  try {
    for (;;) {
      const { buffer, bytesRead } = await reading
      if (bytesRead === 0) return
      filling = reuse ? spare : allocate()
      spare = buffer
      reading = file.read(filling)
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await reading.catch(() => undefined)
    await file.close()
  }
}
