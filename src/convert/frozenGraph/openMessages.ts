import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import type { Fault } from '../createFault.ts'

/** Bytes that are read at once while looking for messages. */
const windowBytes = 2 ** 20

/** A message at the top of the file. */
type Message = { field: number; offset: number; bytes: Uint8Array }

/**
 * Reads a file of protocol buffers message by message, so that no more of it is in memory than one message and a
 * window. Bytes that are given are valid until the next are asked for.
 */
export function openMessages(path: string, fault: Fault) {
  const file = openSync(path, 'r')
  const { size } = fstatSync(file)
  const window = Buffer.allocUnsafe(Math.min(windowBytes, size))
  let start = 0
  let held = 0
  let open = true

  const fill = (bytes: Buffer, from: number) => {
    let done = 0
    while (done < bytes.length) {
      const count = readSync(file, bytes, done, bytes.length - done, from + done)
      if (count === 0) throw fault(`expected ${from + bytes.length} bytes but the file ends after ${from + done}`)
      done += count
    }
  }

  /** @throws AppError MODEL_INVALID when the file ends before */
  const bytesAt = (offset: number, length: number): Buffer => {
    if (!open) throw new Error(`${path} is closed`)
    if (offset + length > size) throw fault(`expected ${offset + length} bytes but the file ends after ${size}`)
    if (length > window.length) {
      const bytes = Buffer.allocUnsafe(length)
      fill(bytes, offset)
      return bytes
    }
    if (offset < start || offset + length > start + held) {
      held = 0
      const wanted = Math.min(window.length, size - offset)
      fill(window.subarray(0, wanted), offset)
      start = offset
      held = wanted
    }
    return window.subarray(offset - start, offset - start + length)
  }

  /** A number of 7 bits a byte, and where it ends. */
  const varintAt = (offset: number): readonly [value: number, end: number] => {
    let value = 0
    for (let i = 0; i < 10; i++) {
      const byte = bytesAt(offset + i, 1)[0]!
      value += (byte & 0x7f) * 2 ** (7 * i)
      if (byte < 0x80) return [value, offset + i + 1]
    }
    throw fault(`expected a number at byte ${offset} but found none`)
  }

  return {
    bytesAt,

    /**
     * The messages at the top of the file in turn; plain numbers are passed over.
     * @param most bytes of one
     */
    *messages(most: number): Generator<Message, void, undefined> {
      for (let at = 0; at < size; ) {
        const [tag, afterTag] = varintAt(at)
        const [value, end] = varintAt(afterTag)
        const field = Math.floor(tag / 8)
        const kind = tag % 8
        if (field === 0 || (kind !== 0 && kind !== 2))
          throw fault(`expected a field of a graph at byte ${at} but found none`)
        at = end
        if (kind === 0) continue
        if (value > most) throw fault(`expected at most ${most} bytes in a node but found ${value} at byte ${at}`)
        yield { field, offset: at, bytes: bytesAt(at, value) }
        at += value
      }
    },

    close() {
      if (open) closeSync(file)
      open = false
    },
  }
}
