import { createRowTemplate } from './createRowTemplate.ts'
import { createSkipper } from './createSkipper.ts'
import { parseDecimal } from './parseDecimal.ts'
import { skipSpace } from './skipSpace.ts'

/** A field that is read: a number, or an array of `length` of them. */
type NumberField = { readonly name: string; readonly length?: number; readonly optional?: boolean }

const quote = 0x22
const comma = 0x2c
const colon = 0x3a
const openBracket = 0x5b
const backslash = 0x5c
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d
const nullWord = Buffer.from('null')

/**
 * Reads objects of numbers, the common form of a detection or an annotation, straight into a table: a row an object, a
 * slot a number, in the order of `fields`.
 *
 * `scan` reads the object that begins at `at` into `values`, from `row` on, and answers where it ends. It answers -1
 * where the object is not whole yet or is out of the ordinary in any way, wrong or right: others find out which. Of a
 * field given twice the last counts, an optional one that is left out or null is NaN, fields not asked for may hold
 * anything.
 */
export function createRowScanner(fields: readonly NumberField[]) {
  const keys = fields.map(({ name }) => Buffer.from(`"${name}"`))
  const lengths = fields.map(({ length = 1 }) => length)
  const slots = lengths.map((_, field) => lengths.slice(0, field).reduce((sum, length) => sum + length, 0))
  const required = fields.flatMap(({ length = 1, optional = false }) => new Array<boolean>(length).fill(!optional))
  const width = required.length
  const skipper = createSkipper()
  const template = createRowTemplate(width)
  /** [width, 2] where the number of each slot begins and ends, 0 where there is none */
  const spans = new Int32Array(2 * width)
  let predicted = 0

  /** Which field's key stands at `at`, -1: none; most likely it is that which follows the last one found. */
  function findField(bytes: Buffer, at: number): number {
    for (let tries = 0; tries < keys.length; tries++) {
      const field = predicted
      predicted = field + 1 < keys.length ? field + 1 : 0
      if (isAt(bytes, at, keys[field]!)) return field
    }
    return -1
  }

  /** Passes the key and the value of a field that is not asked for; a key with an escape might be. */
  function skipField(bytes: Buffer, at: number, end: number): number {
    if (bytes[at] !== quote) return -1
    for (let byte = bytes[++at]!; byte !== quote; byte = bytes[++at]!) if (byte < 0x20 || byte === backslash) return -1
    const value = skipColon(bytes, at + 1)
    skipper.start()
    return value < 0 ? -1 : Math.max(skipper.skip(bytes, value, end), -1)
  }

  function scanNumber(bytes: Buffer, at: number, values: Float64Array, row: number, slot: number): number {
    const to = parseDecimal(bytes, at, values, row + slot)
    spans[2 * slot] = at
    spans[2 * slot + 1] = to
    return to
  }

  function scanNull(bytes: Buffer, at: number, values: Float64Array, row: number, slot: number): number {
    values[row + slot] = NaN
    spans[2 * slot + 1] = 0
    return isAt(bytes, at, nullWord) ? at + nullWord.length : -1
  }

  function scanNumbers(bytes: Buffer, at: number, values: Float64Array, row: number, field: number): number {
    if (bytes[at] !== openBracket) return -1
    const slot = slots[field]!
    const last = slot + lengths[field]! - 1
    for (let k = slot; k <= last; k++) {
      at = scanNumber(bytes, skipSpace(bytes, at + 1), values, row, k)
      if (at < 0) return -1
      at = skipSpace(bytes, at)
      if (bytes[at] !== (k < last ? comma : closeBracket)) return -1
    }
    return at + 1
  }

  function scanField(bytes: Buffer, at: number, values: Float64Array, row: number, field: number): number {
    at = skipColon(bytes, at + keys[field]!.length)
    if (at < 0) return -1
    if (lengths[field]! > 1) return scanNumbers(bytes, at, values, row, field)
    const slot = slots[field]!
    return bytes[at] === nullWord[0] ? scanNull(bytes, at, values, row, slot) : scanNumber(bytes, at, values, row, slot)
  }

  function scanObject(bytes: Buffer, at: number, end: number, values: Float64Array, row: number): number {
    if (bytes[at] !== openBrace) return -1
    values.fill(NaN, row, row + width)
    spans.fill(0)
    at = skipSpace(bytes, at + 1)
    for (;;) {
      const field = findField(bytes, at)
      at = field < 0 ? skipField(bytes, at, end) : scanField(bytes, at, values, row, field)
      if (at < 0) return -1
      at = skipSpace(bytes, at)
      if (bytes[at] === closeBrace) return isComplete(values, row) ? at + 1 : -1
      if (bytes[at] !== comma) return -1
      at = skipSpace(bytes, at + 1)
    }
  }

  function isComplete(values: Float64Array, row: number): boolean {
    for (let slot = 0; slot < width; slot++) if (required[slot] && Number.isNaN(values[row + slot])) return false
    return true
  }

  return {
    width,

    scan(bytes: Buffer, at: number, end: number, values: Float64Array, row: number): number {
      const quick = template.scan(bytes, at, values, row)
      if (quick >= 0) return quick
      const to = scanObject(bytes, at, end, values, row)
      if (to >= 0) template.learn(bytes, at, to, spans)
      return to
    },
  }
}

export type RowScanner = ReturnType<typeof createRowScanner>

function isAt(bytes: Buffer, at: number, text: Buffer): boolean {
  for (let k = 0; k < text.length; k++) if (bytes[at + k] !== text[k]) return false
  return true
}

/** Behind a colon with white space around it, -1 where there is none. */
function skipColon(bytes: Buffer, at: number): number {
  at = skipSpace(bytes, at)
  return bytes[at] === colon ? skipSpace(bytes, at + 1) : -1
}
