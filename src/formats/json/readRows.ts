import type { JsonText, Reading } from './createJsonText.ts'
import type { RowScanner } from './createRowScanner.ts'
import { skipSpace } from './skipSpace.ts'

/** What becomes of the elements of an array. */
export type Rows = {
  /** what complaints call the array */
  readonly name: string
  /** takes an element of any form */
  add(value: unknown): void
  /** where many elements are objects of numbers: how these are read, and what takes [count, width] of them */
  readonly table?: { readonly scanner: RowScanner; addRows(values: Float64Array, count: number): void }
}

const rowsAtOnce = 1024
/** From so many values on, to guess where they end is worth the time of guessing wrong. */
const manyValues = 64

/** Reads an array, element by element: as rows of a table what the scanner can read so, all else as values. */
export function* readRows(text: JsonText, { name, add, table }: Rows): Reading {
  let index = 0
  let isBehind = false
  text.within(() => (isBehind ? `behind ${name}[${index - 1}]` : `${name}[${index}]`))
  const scan = table && createTableScan(table, rows => (index += rows))
  /** Where one element was out of the ordinary the next ones are too, most likely: ever more are read at once. */
  let atOnce = 1
  let mayGuess = true

  function* readSome(): Reading<unknown[]> {
    if (mayGuess && atOnce >= manyValues) {
      const values = text.readToLastBrace()
      if (values.length > 0) return values
      mayGuess = false
    }
    const values = text.readAtHand(atOnce)
    return values.length > 0 ? values : [yield* text.read()]
  }

  yield* text.take('[')
  if ((yield* text.peek()) === 0x5d) yield* text.take(']')
  else
    do {
      isBehind = false
      yield* text.peek()
      if (scan && text.scan(scan)) atOnce = 1
      else {
        for (const value of yield* readSome()) {
          add(value)
          index++
        }
        atOnce *= 2
      }
      isBehind = true
    } while ((yield* text.take(',]')) === ',')
  text.within(() => '')
}

/** Reads rows while they are whole, ordinary and side by side, and hands them over; answers where the last one ends. */
function createTableScan({ scanner, addRows }: NonNullable<Rows['table']>, count: (rows: number) => void) {
  const { width, scan } = scanner
  const values = new Float64Array(rowsAtOnce * width)
  let rows = 0

  // A function of its own, as compiled code is left where a loop ends.
  function scanRows(bytes: Buffer, at: number, end: number): number {
    let done = at
    for (rows = 0; rows < rowsAtOnce; rows++) {
      const to = scan(bytes, at, end, values, rows * width)
      if (to < 0) break
      done = to
      at = skipSpace(bytes, to)
      // Where no comma follows, neither does a row: the next scan fails.
      if (bytes[at] === 0x2c) at = skipSpace(bytes, at + 1)
      else at = end
    }
    return done
  }

  return (bytes: Buffer, at: number, end: number): number => {
    const done = scanRows(bytes, at, end)
    addRows(values, rows)
    count(rows)
    return done
  }
}
