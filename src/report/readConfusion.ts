import type { Category } from '../../eval/groundTruth.ts'
import type { ReportData } from './reportData.ts'

type Confusion = ReportData['confusion']

/** A kind of mistake; no category is background. */
export type Cell = {
  readonly actual: Category | undefined
  readonly predicted: Category | undefined
  readonly times: number
  /** objects of the actual category; where that is background, false positives of all categories */
  readonly whole: number
}

/** How many mistakes of a sort are told in words. */
const told = 8

/**
 * What a confusion matrix says. `present`: positions of the categories that occur or are predicted, in their order;
 * `drawn`: of these, the `most` with the most mistakes, in the same order.
 */
export function readConfusion({ categories, counts }: Confusion, most: number) {
  const background = categories.length
  const width = background + 1
  const wholes = Array.from({ length: width }, (_, row) => {
    let whole = 0
    for (let column = 0; column < width; column++) whole += counts[row * width + column]!
    return whole
  })
  /** mistakes that each category has a part in */
  const mistakes = new Float64Array(width)
  const seen = new Set<number>()
  const cells: Cell[] = []
  for (let row = 0; row < width; row++) {
    for (let column = 0; column < width; column++) {
      const times = counts[row * width + column]!
      if (times === 0) continue
      seen.add(row).add(column)
      if (row === column) continue
      mistakes[row]! += times
      mistakes[column]! += times
      cells.push({ actual: categories[row], predicted: categories[column], times, whole: wholes[row]! })
    }
  }
  const present = [...categories.keys()].filter(position => seen.has(position))
  const worst = present.toSorted((a, b) => mistakes[b]! - mistakes[a]! || a - b).slice(0, most)
  const frequent = (holds: (cell: Cell) => boolean) =>
    cells
      .filter(holds)
      .sort((a, b) => b.times - a.times || a.whole - b.whole)
      .slice(0, told)
  return {
    present,
    drawn: worst.sort((a, b) => a - b),
    swaps: frequent(({ actual, predicted }) => actual !== undefined && predicted !== undefined),
    missed: frequent(({ predicted }) => predicted === undefined),
    invented: frequent(({ actual }) => actual === undefined),
  }
}
