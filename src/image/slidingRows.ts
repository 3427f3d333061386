/**
 * Two rows of an image as a resizer needs them for one row after the other of its result: each row of the image is
 * stretched once as long as the rows that are asked for only go on.
 * @param stretch writes row `y` of the image, as wide as the result, into a buffer
 * @returns what gives the rows `upper` and `lower`, in buffers that are good until the next call
 */
export function slidingRows<Row>(stretch: (y: number, into: Row) => void, first: Row, second: Row) {
  const rows = { above: first, below: second }
  let aboveRow = -1
  let belowRow = -1
  return (upper: number, lower: number): { readonly above: Row; readonly below: Row } => {
    if (upper !== aboveRow && upper === belowRow) {
      ;[rows.above, rows.below] = [rows.below, rows.above]
      ;[aboveRow, belowRow] = [belowRow, aboveRow]
    }
    if (upper !== aboveRow) stretch(upper, rows.above)
    if (lower !== belowRow) stretch(lower, rows.below)
    aboveRow = upper
    belowRow = lower
    return rows
  }
}
