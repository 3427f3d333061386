import type { CsvCursor } from './createCsvCursor.ts'

/** An id as a text file has it: a whole number that a double holds exactly; 0139 is a name. */
const wholeNumber = /^(?:0|-?[1-9]\d{0,14})$/
/** The same as pandas writes it beside empty fields: 56.0. */
const wholeFloat = /^(?:0|-?[1-9]\d{0,14})(?:\.0+)?$/
/** Among ids 0139 is one too. */
const amongIds = /^-?0*\d{1,15}(?:\.0+)?$/

/** What a column names things by: ids, or names. */
export type Keys =
  | { readonly kind: 'IDS'; readonly ids: readonly number[] }
  | { readonly kind: 'NAMES'; readonly names: readonly string[] }

/**
 * Gives the distinct ids or names of a column places 0, 1, 2 … in the order in which they come. Those of file_name are
 * names; those of image_id and category_id are what the first of them is; those of category are ids where all of them
 * are whole numbers, else names.
 */
export function createKeys(row: CsvCursor, column: 'file_name' | 'image_id' | 'category' | 'category_id') {
  const isIdColumn = column === 'image_id' || column === 'category_id'
  const places = new Map<string, number>()
  const placesOfIds = new Map<number, number>()
  let areIds = column !== 'file_name'

  function placeOfId(text: string): number {
    if (!amongIds.test(text))
      throw row.unexpected(
        column,
        'an id as in the rows before, a whole number',
        `If these are names, call the column ${column === 'image_id' ? 'file_name' : 'category'}.`,
      )
    const id = Number(text)
    const place = placesOfIds.get(id) ?? placesOfIds.size
    placesOfIds.set(id, place)
    return place
  }

  return {
    /** @returns the place of what the present row has there */
    add(): number {
      const text = row.key(column)
      const known = places.get(text)
      if (known !== undefined) return known
      if (isIdColumn && places.size === 0) areIds = wholeFloat.test(text)
      else if (!isIdColumn) areIds &&= wholeNumber.test(text)
      const place = isIdColumn && areIds ? placeOfId(text) : places.size
      places.set(text, place)
      return place
    },

    finish(): Keys {
      const names = [...places.keys()]
      if (!areIds) return { kind: 'NAMES', names }
      return { kind: 'IDS', ids: isIdColumn ? [...placesOfIds.keys()] : names.map(Number) }
    },
  }
}
