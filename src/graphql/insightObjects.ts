import type { ErrorBreakdown } from '../../eval/explain/errorBreakdown.ts'
import { connectionOf } from './connectionOf.ts'
import { evaluatedImage } from './evaluatedImage.ts'
import type { ErrorType, Resolvers } from './generated.ts'
import type { ConfusionParent, EvaluatedImageParent } from './insightParents.ts'

/** How many numbers of a matrix weigh as much as one field. */
const numbersAField = 2

/** In the order of the paper. */
const errorTypes = {
  CLASSIFICATION: 'classification',
  LOCALISATION: 'localisation',
  BOTH: 'both',
  DUPLICATE: 'duplicate',
  BACKGROUND: 'background',
  MISSED: 'missed',
} as const satisfies Record<ErrorType, keyof ErrorBreakdown['errors']>

/** Cells off the diagonal that are not 0, largest first; of equals the first in the matrix. */
function confusionsOf({ categories, counts }: ConfusionParent, first: number) {
  const size = categories.length + 1
  const cells = [...counts.keys()].filter(cell => counts[cell]! > 0 && cell % (size + 1) !== 0)
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
  BestF1: {
    perCategory({ perCategory }, _, { room }, info) {
      room.take(perCategory.length, info)
      return perCategory
    },
  },

  CategoryF1: { best: point => point },

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

  ErrorBreakdown: {
    errors: ({ errors }) =>
      Object.entries(errorTypes).map(([type, name]) => ({ type: type as ErrorType, ...errors[name] })),
  },

  EvaluatedImage: evaluatedImage,

  EvaluatedImageConnection: connectionOf<EvaluatedImageParent>(),
} satisfies Partial<Resolvers>
