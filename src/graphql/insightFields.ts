import type { OperatingPoint } from '../../eval/explain/matchOverlaps.ts'
import { AppError } from '../errors.ts'
import type { BoxPairRow, ImageOutcome, ImagePage } from '../insight/insights.ts'
import type { EvaluationRow } from '../store/evaluations.ts'
import type { ResultHead } from '../store/newEvaluation.ts'
import { categoryNamed } from './categoryNamed.ts'
import type { Context } from './context.ts'
import { evaluationOf } from './evaluationOf.ts'
import type { EvaluationResultResolvers } from './generated.ts'
import type { EvaluatedImageListing } from './insightParents.ts'
import { protocolEffectsField } from './protocolEffects.ts'

/**
 * The id of a category by its name; null without one.
 * @throws AppError BAD_USER_INPUT, EVALUATION_NOT_FOUND
 */
async function categoryId(
  result: ResultHead,
  name: string | null | undefined,
  argument: string,
  context: Context,
): Promise<number | null> {
  if (name == null) return null
  const { datasetId } = await evaluationOf(result, context)
  const { list } = await context.loaders.categoriesOfDataset.load(datasetId)
  return categoryNamed(list, name, argument).id
}

type Row = ImageOutcome & { pairs?: readonly BoxPairRow[] }

function listingOf(
  evaluation: EvaluationRow,
  { minScore, iou }: OperatingPoint,
  { rows, total, ...page }: ImagePage<Row>,
): EvaluatedImageListing {
  return {
    ...page,
    rows: rows.map(row => ({ pairs: [], ...row, evaluation, minScore, iou })),
    count: async () => total,
  }
}

/** What EvaluationResult has of the inside of an evaluation: each asks the process that has it open. */
export const insightFields = {
  async precisionRecall(result, { category, iou }, context) {
    const id = await categoryId(result, category, 'category', context)
    return context.insights.run('precisionRecall', { evaluationId: result.evaluationId, categoryId: id, iou })
  },

  bestF1: ({ evaluationId }, { iou }, { insights }) => insights.run('bestF1', { evaluationId, iou }),

  confusionMatrix: ({ evaluationId }, { minScore, iou }, { insights }) =>
    insights.run('confusionMatrix', { evaluationId, minScore, iou }),

  async confusedImages(result, { actual, predicted, minScore, iou, first, after = null }, context) {
    if (actual == null && predicted == null)
      throw new AppError(
        'BAD_USER_INPUT',
        'Expected for actual or predicted the name of a category but received none.',
        {
          hint: 'Background is what is left over: of an object give actual alone, of a detection predicted alone.',
        },
      )
    const [evaluation, ...cell] = await Promise.all([
      evaluationOf(result, context),
      categoryId(result, actual, 'actual', context),
      categoryId(result, predicted, 'predicted', context),
    ])
    const page = await context.insights.run('confusedImages', {
      evaluationId: evaluation.id,
      cell: { actual: cell[0], predicted: cell[1] },
      ...{ minScore, iou, first, after },
    })
    return listingOf(evaluation, { minScore, iou }, page)
  },

  errorBreakdown: ({ evaluationId }, _, { insights }) => insights.run('errorBreakdown', { evaluationId }),

  async images(result, { orderBy, minScore, iou, first, after = null }, context) {
    const evaluation = await evaluationOf(result, context)
    const page = await context.insights.run('images', {
      evaluationId: evaluation.id,
      ...{ orderBy, minScore, iou, first, after },
    })
    return listingOf(evaluation, { minScore, iou }, page)
  },

  protocolEffects: protocolEffectsField,
} satisfies EvaluationResultResolvers
