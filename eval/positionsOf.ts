/** Ids up to this are looked up in a table, 16 MB at most; larger ones in a map. */
const tableLimit = 4_000_000

/**
 * Where each id stands in a list of distinct integers: [N], -1 for ids that are not in it.
 * @param among [I] distinct, in any order
 */
export function positionsOf(ids: Float64Array, among: Float64Array): Int32Array {
  let largest = 0
  let smallest = 0
  for (const id of among) {
    if (id > largest) largest = id
    if (id < smallest) smallest = id
  }
  return smallest < 0 || largest > tableLimit ? byMap(ids, among) : byTable(ids, among, largest)
}

function byTable(ids: Float64Array, among: Float64Array, largest: number): Int32Array {
  const table = new Int32Array(largest + 1).fill(-1)
  for (let position = 0; position < among.length; position++) table[among[position]!] = position
  const positions = new Int32Array(ids.length)
  for (let row = 0; row < ids.length; row++) positions[row] = table[ids[row]!] ?? -1
  return positions
}

function byMap(ids: Float64Array, among: Float64Array): Int32Array {
  const map = new Map(Array.from(among, (id, position) => [id, position]))
  return Int32Array.from(ids, id => map.get(id) ?? -1)
}
