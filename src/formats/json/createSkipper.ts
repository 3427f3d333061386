import { skipScalar } from './skipScalar.ts'
import { skipSpace } from './skipSpace.ts'

/** Levels of arrays and objects in one another. */
const deepest = 1000

type Next = 'a value' | 'a key' | '":"' | '","'

/**
 * Passes over one JSON value of any kind and checks its grammar, in pieces if need be, without recursion: between
 * pieces it only remembers which of the open levels are objects.
 *
 * A zero byte must stand at the end of the bytes at hand, where it ends every token.
 */
export function createSkipper() {
  const isObject = new Uint8Array(deepest + 1)
  let depth = 0
  let next: Next = 'a value'
  /** whether the open array or object may end instead */
  let mayEnd = false
  let at = 0
  let expected = ''

  function fail(place: number, what: string): -2 {
    at = place
    expected = what
    return -2
  }

  function nextOrEnd(): string {
    return mayEnd ? `${next} or ${isObject[depth] === 1 ? '"}"' : '"]"'}` : next
  }

  function startLevel(asObject: boolean): void {
    depth++
    isObject[depth] = asObject ? 1 : 0
    next = asObject ? 'a key' : 'a value'
    mayEnd = true
  }

  function endValue(): void {
    next = '","'
    mayEnd = true
  }

  return {
    /** Where skipping stopped: before what is not whole yet, or at the byte that breaks the grammar. */
    get at() {
      return at
    },
    /** What the grammar has there. */
    get expected() {
      return expected
    },

    start(): void {
      depth = 0
      next = 'a value'
      mayEnd = false
    },

    /**
     * Skips from `from` on: answers where the value ends; -1 where it does not end before `end`, to be gone on with from
     * `at` when there is more; -2 where it is no JSON.
     */
    skip(bytes: Buffer, from: number, end: number): number {
      at = from
      for (;;) {
        at = skipSpace(bytes, at)
        const byte = bytes[at]!
        if (at === end) {
          expected = nextOrEnd()
          return -1
        }
        if (mayEnd && byte === (isObject[depth] === 1 ? 0x7d : 0x5d)) {
          at++
          depth--
          if (depth === 0) return at
          endValue()
        } else if (next === '","') {
          if (byte !== 0x2c) return fail(at, nextOrEnd())
          at++
          next = isObject[depth] === 1 ? 'a key' : 'a value'
          mayEnd = false
        } else if (next === '":"') {
          if (byte !== 0x3a) return fail(at, next)
          at++
          next = 'a value'
        } else if (next === 'a value' && (byte === 0x5b || byte === 0x7b)) {
          if (depth === deepest) return fail(at, `at most ${deepest} levels of arrays and objects`)
          startLevel(byte === 0x7b)
          at++
        } else {
          if (next === 'a key' && byte !== 0x22) return fail(at, nextOrEnd())
          const to = skipScalar(bytes, at)
          if (to < 0 && ~to < end)
            return byte === 0x22 ? fail(~to, 'a character or an escape of a string') : fail(at, nextOrEnd())
          // What reaches the end may go on behind it.
          if (to < 0 || to === end) {
            expected = nextOrEnd()
            return -1
          }
          at = to
          if (depth === 0) return at
          if (next === 'a key') {
            next = '":"'
            mayEnd = false
          } else {
            if (isObject[depth] === 0) at = skipNumbers(bytes, at, end)
            endValue()
          }
        }
      }
    },
  }
}

/** Skips the numbers that follow in an array, each behind its comma: most of a large file are polygons. */
function skipNumbers(bytes: Buffer, at: number, end: number): number {
  while (bytes[at] === 0x2c) {
    const first = skipSpace(bytes, at + 1)
    if ((bytes[first]! ^ 0x30) > 9) break
    const to = skipScalar(bytes, first)
    if (to < 0 || to === end) break
    at = to
  }
  return at
}
