/** An id as a text file has it: a whole number that a double holds exactly; 0139 is a name. */
const wholeNumber = /^(?:0|-?[1-9]\d{0,14})$/

/** What a column names things by: ids where every field of it is a whole number, else names. */
export type Keys =
  | { readonly kind: 'IDS'; readonly ids: readonly number[] }
  | { readonly kind: 'NAMES'; readonly names: readonly string[] }

/**
 * Gives the distinct texts of a column places 0, 1, 2 … in the order in which they come.
 * @param mayBeIds false: whole numbers are names too
 */
export function createKeys({ mayBeIds }: { mayBeIds: boolean }) {
  const places = new Map<string, number>()
  let areIds = mayBeIds
  return {
    placeOf(text: string): number {
      const known = places.get(text)
      if (known !== undefined) return known
      areIds &&= wholeNumber.test(text)
      places.set(text, places.size)
      return places.size - 1
    },
    finish(): Keys {
      const names = [...places.keys()]
      return areIds ? { kind: 'IDS', ids: names.map(Number) } : { kind: 'NAMES', names }
    },
  }
}
