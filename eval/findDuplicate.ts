/** The first row whose id an earlier row has, behind that one; undefined where all ids differ. */
export function findDuplicate(ids: Float64Array): readonly [first: number, second: number] | undefined {
  const sorted = ids.toSorted()
  if (!sorted.some((id, place) => id === sorted[place + 1])) return undefined
  const rows = new Map<number, number>()
  for (let row = 0; row < ids.length; row++) {
    const first = rows.get(ids[row]!)
    if (first !== undefined) return [first, row]
    rows.set(ids[row]!, row)
  }
  return undefined
}
