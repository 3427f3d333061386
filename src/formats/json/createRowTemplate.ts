import { parseDecimal } from './parseDecimal.ts'

/** How often a pattern is given up for a new one: objects that differ in more than numbers would not stop. */
const mostLessons = 100

/**
 * A short cut through objects that differ in their numbers alone, as a program writes them one after another: the text
 * between two numbers is compared as a whole with that of an object read before, instead of key by key. Equal to the
 * scanner that it learns from: the same text has the same meaning.
 * @param width how many numbers an object has at most
 */
export function createRowTemplate(width: number) {
  /** pieces of text, before each number and behind the last, end to end; where each begins */
  let text = Buffer.alloc(0)
  let starts = new Int32Array(2)
  /** the slot of each number */
  let slots = new Int32Array(0)
  let lessons = 0

  return {
    /**
     * Takes the object in [from, to) as the pattern.
     * @param spans [width, 2] where the number of each slot begins and ends in `bytes`, both 0 where there is none
     */
    learn(bytes: Buffer, from: number, to: number, spans: Int32Array): void {
      if (lessons === mostLessons) return
      lessons++
      const numbers = Array.from({ length: width }, (_, slot) => ({
        slot,
        begin: spans[2 * slot]!,
        end: spans[2 * slot + 1]!,
      }))
        .filter(({ end }) => end > 0)
        .sort((a, b) => a.begin - b.begin)
      slots = Int32Array.from(numbers, ({ slot }) => slot)
      const pieces = [...numbers, { begin: to }].map(({ begin }, k) =>
        bytes.subarray(numbers[k - 1]?.end ?? from, begin),
      )
      text = Buffer.concat(pieces)
      starts = new Int32Array(pieces.length + 1)
      for (const [k, piece] of pieces.entries()) starts[k + 1] = starts[k]! + piece.length
    },

    /** Reads the object that begins at `at` into `values`, from `row` on: where it ends, -1 if it is not of the pattern. */
    scan(bytes: Buffer, at: number, values: Float64Array, row: number): number {
      if (slots.length < width) values.fill(NaN, row, row + width)
      for (let k = 0; k < slots.length; k++) {
        at = passText(bytes, at, text, starts[k]!, starts[k + 1]!)
        if (at < 0) return -1
        at = parseDecimal(bytes, at, values, row + slots[k]!)
        if (at < 0) return -1
      }
      return lessons === 0 ? -1 : passText(bytes, at, text, starts[slots.length]!, starts[slots.length + 1]!)
    },
  }
}

function passText(bytes: Buffer, at: number, text: Buffer, from: number, to: number): number {
  for (let k = from; k < to; k++) if (bytes[at++] !== text[k]) return -1
  return at
}
