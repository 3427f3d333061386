import { InvalidInput } from '../../../eval/invalidInput.ts'
import type { InvalidCode } from '../lineProblem.ts'
import { createSkipper } from './createSkipper.ts'
import { parseValue } from './parseValue.ts'
import { skipSpace } from './skipSpace.ts'

/** Bytes are looked at in pieces that stay in the processor's cache. */
const pieceBytes = 256 * 1024
/** What is read as a whole, or a string in what is skipped, is smaller in any data set. */
const largestValue = 256 * 1024 * 1024

const previewBytes = 4096
/** What complaints show of what they received, at most. */
const shownBytes = 40

/** A step of reading: it yields where it needs more bytes than there are. */
export type Reading<Result = void> = Generator<undefined, Result, undefined>

/**
 * A JSON text that arrives in pieces. Of it only what is being read is held in memory.
 *
 * Reading is written as generators, which stop wherever the bytes end and go on when there are more: `feed` does both.
 */
export function createJsonText(code: InvalidCode) {
  const skipper = createSkipper()
  let bytes = Buffer.alloc(2 * pieceBytes)
  /** where reading is in `bytes`, which holds those before `end`; a zero byte stands there, which ends every token */
  let at = 0
  let end = 0
  /** from here on bytes are kept although they have been passed; -1: none are */
  let kept = -1
  /** place of the first byte of `bytes` in the text */
  let offset = 0
  let isWhole = false
  /** what is being read, for complaints */
  let place = () => ''

  function append(piece: Uint8Array): void {
    const from = kept < 0 ? at : kept
    if (from > 0) {
      bytes.copyWithin(0, from, end)
      offset += from
      at -= from
      end -= from
      kept = Math.min(kept, 0)
    }
    if (end + piece.length >= bytes.length) {
      const larger = Buffer.allocUnsafeSlow(2 * bytes.length)
      larger.set(bytes.subarray(0, end))
      bytes = larger
    }
    bytes.set(piece, end)
    end += piece.length
    bytes[end] = 0
    if (end > largestValue) throw problem(`expected less than ${largestValue / 2 ** 20} MB.`)
  }

  function problem(text: string, hint?: string): InvalidInput {
    const where = place()
    return new InvalidInput(code, where === '' ? text : `${where}: ${text}`, hint)
  }

  /** Yields until there are `length` bytes to read, or no more to come. */
  function* gather(length: number): Reading {
    while (end - at < length && !isWhole) yield
  }

  /** The complaint that what comes next is not what is expected there. */
  function* unexpected(expected: string): Reading<InvalidInput> {
    yield* gather(shownBytes)
    if (at === end)
      return problem(
        `expected ${expected}, but the text ends after ${offset + end} bytes.`,
        'It seems to be cut off: copy or export it again.',
      )
    const [received] = /^[\w.+-]+|^./s.exec(bytes.toString('utf8', at, Math.min(at + shownBytes, end)))!
    return problem(`expected ${expected}, received ${JSON.stringify(received)} at byte ${offset + at}.`)
  }

  /** The next byte that is no white space, which is not passed; -1 at the end of the text. */
  function* peek(): Reading<number> {
    for (;;) {
      at = skipSpace(bytes, at)
      if (at < end) return bytes[at]!
      if (isWhole) return -1
      yield
    }
  }

  /** Passes the next byte that is no white space, one of two characters; answers which. */
  function* take(characters: string): Reading<string> {
    const character = String.fromCharCode(yield* peek())
    if (!characters.includes(character)) throw yield* unexpected([...characters].map(c => `"${c}"`).join(' or '))
    at++
    return character
  }

  /** Passes a value of any kind and size. */
  function* skip(): Reading {
    skipper.start()
    for (;;) {
      const to = skipper.skip(bytes, at, end)
      at = skipper.at
      if (to >= 0) return
      if (to === -1 && isWhole) at = end
      if (to === -2 || isWhole) throw yield* unexpected(skipper.expected)
      // A long token is not looked at anew before twice as much of it is at hand.
      yield* gather(2 * (end - at) + 1)
    }
  }

  /** Passes a value and answers it as `JSON.parse` would. */
  function* read(): Reading<unknown> {
    yield* peek()
    kept = at
    yield* skip()
    const text = bytes.toString('utf8', kept, at)
    kept = -1
    return parseValue(text)
  }

  /** Passes values of an array, those that are whole of the bytes at hand, `most` at most, and answers them. */
  function readAtHand(most: number): unknown[] {
    const from = at
    let to = at
    for (let count = 0; count < most; count++) {
      skipper.start()
      const stop = skipper.skip(bytes, at, end)
      if (stop < 0) break
      to = stop
      at = skipSpace(bytes, to)
      if (bytes[at] !== 0x2c) break
      at = skipSpace(bytes, at + 1)
    }
    at = to
    return to === from ? [] : (parseValue(`[${bytes.toString('utf8', from, to)}]`) as unknown[])
  }

  /**
   * Passes values of an array, up to the last brace at hand, if they end there, and answers them; none if they do not.
   * JSON.parse finds out: with brackets around it, a text is an array only if no bracket in it closes the one before it.
   */
  function readToLastBrace(): unknown[] {
    const to = bytes.lastIndexOf(0x7d, end) + 1
    if (to <= at) return []
    try {
      const values = JSON.parse(`[${bytes.toString('utf8', at, to)}]`)
      at = to
      return values
    } catch {
      return []
    }
  }

  return {
    peek,
    take,
    skip,
    read,
    readAtHand,
    readToLastBrace,
    unexpected,

    /** Passes the byte order mark of UTF-8, which may stand before the text. */
    *skipMark(): Reading {
      yield* gather(3)
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) at = 3
    },

    /** Passes as many bytes of those at hand as `pass` can: it answers up to where. */
    scan(pass: (bytes: Buffer, at: number, end: number) => number): boolean {
      const from = at
      at = pass(bytes, at, end)
      return at > from
    },

    /** Complaints name the place that `name` gives. */
    within(name: () => string): void {
      place = name
    },

    /** What comes next, to guess from. */
    *preview(): Reading<string> {
      yield* gather(previewBytes)
      return bytes.toString('latin1', at, Math.min(at + previewBytes, end))
    },

    /** Reads the text that the chunks make up. */
    async feed(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, reading: Reading): Promise<void> {
      for await (const chunk of chunks)
        for (let from = 0; from < chunk.length; from += pieceBytes) {
          append(chunk.subarray(from, from + pieceBytes))
          reading.next()
        }
      isWhole = true
      reading.next()
    },
  }
}

export type JsonText = ReturnType<typeof createJsonText>
