import type { Category } from '../chosenCategories.ts'

/** Where the cells of a matrix lie, in pixels. */
export type MatrixLayout = {
  /** of the labels beside and above */
  left: number
  top: number
  /** of a cell, square */
  cell: number
  /** rows, and columns, with that of background */
  count: number
  width: number
  height: number
}

const [least, most] = [10, 44]
const pixelsOfCharacter = 6.6
const longestLabel = 108

/** How a matrix lies in a frame: as large as it goes, and wider than the frame where cells would be too small to be seen. */
export function matrixLayout(frame: number, categories: readonly Category[]): MatrixLayout {
  const count = categories.length + 1
  const characters = categories.reduce((longest, { name }) => Math.max(longest, name.length), 'nothing'.length)
  const label = Math.round(Math.min(longestLabel, characters * pixelsOfCharacter + 10))
  const cell = Math.max(least, Math.min(most, Math.floor((frame - label - 2) / count)))
  const side = label + count * cell + 2
  return { left: label, top: label, cell, count, width: side, height: side }
}

/** The cell under a point; null beside all of them. */
export function placeAt({ left, top, cell, count }: MatrixLayout, x: number, y: number) {
  const [column, row] = [Math.floor((x - left) / cell), Math.floor((y - top) / cell)]
  return row >= 0 && column >= 0 && row < count && column < count ? { row, column } : null
}
