import type { createRowChecks, Row } from './createRowChecks.ts'
import { growable } from './growable.ts'

type Options = {
  checks: ReturnType<typeof createRowChecks>
  /** the field of an id, or of a name in its place; and the field of a name where that one is left out */
  idField: string
  nameField: string
  /** strings of digits in the field of an id are ids too */
  digitsAreIds?: boolean
  capacity: number
}

const digits = /^\d{1,15}$/

/**
 * A column of ids, or of names as positions in a list of the different ones: the first row decides which of the two,
 * all others must be alike.
 */
export function createKeyColumn({ checks, idField, nameField, digitsAreIds = false, capacity }: Options) {
  let keys = new Float64Array(capacity)
  let length = 0
  let positions: Map<string, number> | undefined
  const hint = `Give every entry an integer ${idField}, or every entry a name.`

  function keyOf(value: unknown, field: string): number {
    if (length === 0 && typeof value === 'string') positions = new Map()
    if (positions) {
      if (typeof value !== 'string') throw checks.invalid(length, field, 'a name as in the entries before', value, hint)
      const position = positions.get(value) ?? positions.size
      positions.set(value, position)
      return position
    }
    if (typeof value === 'string')
      throw checks.invalid(length, field, 'an integer as in the entries before', value, hint)
    return checks.id(value, length, field)
  }

  function add(given: unknown, field = idField): void {
    const mayBeId = digitsAreIds && field === idField && positions === undefined
    const value = mayBeId && typeof given === 'string' && digits.test(given) ? Number(given) : given
    keys = growable(keys, length + 1)
    keys[length] = keyOf(value, field)
    length++
  }

  return {
    /** Whether the rows so far, if any, have ids. */
    haveIds: () => positions === undefined,

    /** Adds `count` integers, the first at `at`, each `stride` behind the one before. */
    addIds(ids: Float64Array, at: number, stride: number, count: number): void {
      keys = growable(keys, length + count)
      for (let i = 0; i < count; i++) keys[length + i] = ids[at + i * stride]!
      length += count
    },

    /** Adds what a row says: its id, else its name. */
    addOf(row: Row): void {
      const id = row[idField] ?? undefined
      const name = row[nameField] ?? undefined
      if (id !== undefined || name === undefined) add(id)
      else if (typeof name === 'string') add(name, nameField)
      else throw checks.invalid(length, nameField, 'a string', name)
    },

    finish: () => ({ keys: keys.subarray(0, length), names: positions && [...positions.keys()] }),
  }
}
