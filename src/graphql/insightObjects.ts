import type { ConfusionCells } from '../../eval/explain/confusionMatrix.ts'
import type { ErrorBreakdown } from '../../eval/explain/errorBreakdown.ts'
import type { Category } from '../../eval/groundTruth.ts'
import { categoryNamed, type Wanted } from './categoryNamed.ts'
import { connectionOf } from './connectionOf.ts'
import { evaluatedImage } from './evaluatedImage.ts'
import type { ConfusionMatrixConfusionsArgs, ErrorType, RequireFields, Resolvers } from './generated.ts'
import type { EvaluatedImageParent } from './insightParents.ts'

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

type Axis = Wanted & { readonly argument: string }

/** Which positions a row or column may have: one alone, that of background where null is asked for; undefined: any. */
function filterOf({ categories }: ConfusionCells, { argument, ...wanted }: Axis) {
  if (wanted.name === undefined && wanted.id === undefined) return undefined
  const category = categoryNamed(categories, wanted, argument)
  const asked = category === null ? categories.length : categories.indexOf(category)
  return (position: number) => position === asked
}

/** Cells that are not 0, largest first. @throws AppError BAD_USER_INPUT for categories that the dataset does not have */
function confusionsOf(cells: ConfusionCells, args: RequireFields<ConfusionMatrixConfusionsArgs, 'first'>) {
  const { categories, actual, predicted, counts } = cells
  const isRow = filterOf(cells, { name: args.actual, id: args.actualId, argument: 'actual' })
  const isColumn = filterOf(cells, { name: args.predicted, id: args.predictedId, argument: 'predicted' })
  const hasBackground = args.includeBackground || isRow !== undefined || isColumn !== undefined
  const found: { actual: Category | null; predicted: Category | null; count: number }[] = []
  for (let at = 0; at < counts.length && found.length < args.first; at++) {
    const [row, column] = [actual[at]!, predicted[at]!]
    if (isRow?.(row) === false || isColumn?.(column) === false || (row === column && !args.includeDiagonal)) continue
    if (!hasBackground && (row === categories.length || column === categories.length)) continue
    found.push({ actual: categories[row] ?? null, predicted: categories[column] ?? null, count: counts[at]! })
  }
  return found
}

/** [C + 1][C + 1] */
function rowsOf({ categories, actual, predicted, counts }: ConfusionCells): number[][] {
  const size = categories.length + 1
  const rows = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  for (const [at, count] of counts.entries()) rows[actual[at]!]![predicted[at]!] = count
  return rows
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
    counts(cells, _, { room }, info) {
      room.take(Math.ceil((cells.categories.length + 1) ** 2 / numbersAField), info, 'counts')
      return rowsOf(cells)
    },
    confusions: (cells, args) => confusionsOf(cells, args),
  },

  ErrorBreakdown: {
    errors: ({ errors }) =>
      Object.entries(errorTypes).map(([type, name]) => ({ type: type as ErrorType, ...errors[name] })),
  },

  EvaluatedImage: evaluatedImage,

  EvaluatedImageConnection: connectionOf<EvaluatedImageParent>(),
} satisfies Partial<Resolvers>
