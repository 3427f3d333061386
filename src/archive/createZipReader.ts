import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { RandomAccessReader } from 'yauzl'

const pieceBytes = 128 * 1024

type Callback = (error: Error | null, bytesRead?: number) => void

/** A stream of the file itself would close it. */
async function* piecesOf(file: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end; ) {
    const length = Math.min(pieceBytes, end - at)
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, at)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
    at += bytesRead
  }
}

/**
 * How yauzl reads a file. Its own reader throws out of a callback, which ends the process, where an archive points
 * beyond what a number can say.
 */
class ZipReader extends RandomAccessReader {
  readonly #file: FileHandle
  readonly #size: number

  constructor(file: FileHandle, size: number) {
    super()
    this.#file = file
    this.#size = size
  }

  override read(buffer: Buffer, offset: number, length: number, position: number, callback: Callback) {
    if (!(position >= 0 && position + length <= this.#size))
      return void setImmediate(callback, new Error('it points beyond its end'))
    this.#file.read(buffer, offset, length, position).then(
      ({ bytesRead }) => setImmediate(callback, null, bytesRead),
      error => setImmediate(callback, error),
    )
  }

  override _readStreamForRange(start: number, end: number) {
    return Readable.from(piecesOf(this.#file, start, end), { objectMode: false })
  }
}

/** @param file stays open; to be closed when everything is read */
export const createZipReader = (file: FileHandle, size: number): RandomAccessReader => new ZipReader(file, size)
