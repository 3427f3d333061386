import type { Resolvers } from './generated.ts'
import type { ConfusionParent } from './insightParents.ts'

/** How many numbers of a matrix weigh as much as one field. */
const numbersAField = 2

/** Cells off the diagonal that are not 0, largest first; of equals the first in the matrix. */
function confusionsOf({ categories, counts }: ConfusionParent, first: number) {
  const size = categories.length + 1
  const cells: number[] = []
  for (const [cell, count] of counts.entries()) if (count > 0 && cell % (size + 1) !== 0) cells.push(cell)
  return cells
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .slice(0, first)
    .map(cell => ({
      actual: categories[Math.floor(cell / size)] ?? null,
      predicted: categories[cell % size] ?? null,
      count: counts[cell]!,
    }))
}

export const insightObjects = {
  ConfusionMatrix: {
    categories({ categories }, _, { room }, info) {
      room.take(categories.length, info)
      return categories
    },
    counts({ categories, counts }, _, { room }, info) {
      const size = categories.length + 1
      room.take(Math.ceil((size * size) / numbersAField), info)
      return Array.from({ length: size }, (_, row) => Array.from(counts.subarray(row * size, (row + 1) * size)))
    },
    confusions: (matrix, { first }) => confusionsOf(matrix, first),
  },
} satisfies Partial<Resolvers>
