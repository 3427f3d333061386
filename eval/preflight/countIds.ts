/** Ids below this are counted in a table, others in a map. */
const tableSize = 65_536

/** Counts how often each id occurs. */
export function countIds(ids: Float64Array): Map<number, number> {
  const table = new Uint32Array(tableSize)
  const others = new Map<number, number>()
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row]!
    const place = id >>> 0
    if (place === id && place < tableSize) table[place]!++
    else others.set(id, (others.get(id) ?? 0) + 1)
  }
  const counts = new Map<number, number>()
  for (let id = 0; id < tableSize; id++) if (table[id]! > 0) counts.set(id, table[id]!)
  for (const [id, count] of others) counts.set(id, count)
  return counts
}
