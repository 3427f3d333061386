import type { Category } from '../chosenCategories.ts'

/** A cell that is not 0, by its place among the categories that are shown; the last place is background. */
export type MatrixCell = { row: number; column: number; count: number }

/** A confusion matrix of the categories that have anything in their row or column. */
export type Matrix = {
  /** in the order of the rows and columns; background is not among them */
  categories: readonly Category[]
  cells: readonly MatrixCell[]
  /** how many categories have something but were left out, as the others have more errors */
  leftOut: number
}

/**
 * What is drawn of a confusion matrix.
 * @param categories in the order of the rows and columns, which is not that of the dataset
 * @param counts C + 1 rows of C + 1, the last of each is background
 * @param most categories at most; those with most off the diagonal stay
 */
export function matrixOf(
  categories: readonly Category[],
  counts: readonly (readonly number[])[],
  most: number,
): Matrix {
  const background = categories.length
  const errors = new Float64Array(background)
  const totals = new Float64Array(background)
  for (const [row, line] of counts.entries())
    for (const [column, count] of line.entries())
      for (const place of row === column ? [row] : [row, column]) {
        if (place === background) continue
        totals[place]! += count
        if (row !== column) errors[place]! += count
      }

  const filled = categories.map((_, place) => place).filter(place => totals[place]! > 0)
  const kept = [...filled]
    .sort((a, b) => errors[b]! - errors[a]! || totals[b]! - totals[a]!)
    .slice(0, most)
    .sort((a, b) => a - b)
  const places = [...kept, background]
  const cells = places.flatMap((from, row) =>
    places.map((to, column) => ({ row, column, count: counts[from]?.[to] ?? 0 })),
  )
  return {
    categories: kept.map(place => categories[place]!),
    cells: cells.filter(({ count }) => count > 0),
    leftOut: filled.length - kept.length,
  }
}

/**
 * How strong a cell is coloured, 0 to 1: by the square root, so that few are seen beside many, and of the diagonal and of the
 * errors by their own largest, so that errors are seen beside what is right.
 */
export function strengthsOf(cells: readonly MatrixCell[]): number[] {
  const isRight = ({ row, column }: MatrixCell) => row === column
  const largest = (some: readonly MatrixCell[]) => some.reduce((most, { count }) => Math.max(most, count), 1)
  const [right, wrong] = [largest(cells.filter(isRight)), largest(cells.filter(cell => !isRight(cell)))]
  return cells.map(cell => Math.sqrt(cell.count / (isRight(cell) ? right : wrong)))
}
