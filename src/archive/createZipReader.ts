import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { RandomAccessReader } from 'yauzl'

const pieceBytes = 128 * 1024

type Callback = (error: Error | null, bytesRead?: number) => void
type Window = { readonly start: number; readonly bytes: Buffer }

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
 * beyond what a number can say; and it goes to the disk four times for each file, where two pieces of the archive, one
 * of its table of contents and one of its files, hold what is asked for next.
 */
class ZipReader extends RandomAccessReader {
  readonly #file: FileHandle
  readonly #size: number
  #windows: readonly Window[] = []

  constructor(file: FileHandle, size: number) {
    super()
    this.#file = file
    this.#size = size
  }

  override read(buffer: Buffer, offset: number, length: number, position: number, callback: Callback) {
    if (!(position >= 0 && position + length <= this.#size))
      return void process.nextTick(callback, new Error('it points beyond its end'))
    this.#windowOf(position, length).then(
      ({ start, bytes }) => {
        const at = position - start
        process.nextTick(callback, null, bytes.copy(buffer, offset, at, at + length))
      },
      error => process.nextTick(callback, error),
    )
  }

  override _readStreamForRange(start: number, end: number) {
    return Readable.from(piecesOf(this.#file, start, end), { objectMode: false })
  }

  /** Of the last two pieces that were used the one with these bytes, or a new one. */
  async #windowOf(position: number, length: number): Promise<Window> {
    const holds = ({ start, bytes }: Window) => position >= start && position + length <= start + bytes.length
    const window = this.#windows.find(holds) ?? (await this.#readWindow(position, Math.max(length, pieceBytes)))
    this.#windows = [window, ...this.#windows.filter(other => other !== window)].slice(0, 2)
    return window
  }

  async #readWindow(start: number, length: number): Promise<Window> {
    const { buffer, bytesRead } = await this.#file.read(Buffer.allocUnsafe(length), 0, length, start)
    return { start, bytes: buffer.subarray(0, bytesRead) }
  }
}

/** @param file stays open; to be closed when everything is read */
export const createZipReader = (file: FileHandle, size: number): RandomAccessReader => new ZipReader(file, size)
