/**
 * The column itself where it has room for `length` values, else a copy of at least twice its length: appended to row by
 * row, a column is copied a few times at most.
 */
export function growable(column: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  if (length <= column.length) return column
  const larger = new Float64Array(Math.max(length, 2 * column.length))
  larger.set(column)
  return larger
}
