import type { FindingCode } from '../finding.ts'
import { InvalidInput } from '../invalidInput.ts'
import { showValue } from './showValue.ts'

/** A parsed JSON object, of which nothing is known. */
export type Row = { readonly [field: string]: unknown }

/**
 * Checks of the rows of a parsed list. A complaint names the place, what was expected and what was received:
 * `annotations[17].bbox: expected 4 finite numbers, received [1, 2, null, 4].`
 * @param list what the complaints call the list
 */
export function createRowChecks(code: FindingCode, list: string) {
  function invalid(index: number, field: string, expected: string, received: unknown, hint?: string): InvalidInput {
    const place = `${list}[${index}]${field === '' ? '' : `.${field}`}`
    return new InvalidInput(code, `${place}: expected ${expected}, received ${showValue(received)}.`, hint)
  }

  return {
    invalid,

    row(value: unknown, index: number): Row {
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Row
      throw invalid(index, '', 'an object', value)
    },

    /** An id. Only integers that a double holds exactly are, so that no two ids become one. */
    id(value: unknown, index: number, field: string): number {
      if (typeof value === 'number' && Number.isSafeInteger(value)) return value
      const isTooLarge = typeof value === 'number' && Number.isInteger(value)
      throw invalid(index, field, isTooLarge ? 'an integer of at most 2^53 - 1' : 'an integer', value)
    },

    finite(value: unknown, index: number, field: string): number {
      if (typeof value === 'number' && Number.isFinite(value)) return value
      throw invalid(index, field, 'a finite number', value)
    },

    /** Writes x, y, width and height to `boxes`, from `at` on. */
    box(value: unknown, index: number, boxes: Float64Array, at: number, hint?: string): void {
      if (!Array.isArray(value) || value.length !== 4) throw invalid(index, 'bbox', '4 finite numbers', value, hint)
      for (let k = 0; k < 4; k++) {
        const side: unknown = value[k]
        if (typeof side !== 'number' || !Number.isFinite(side))
          throw invalid(index, 'bbox', '4 finite numbers', value, hint)
        boxes[at + k] = side
      }
    },
  }
}
