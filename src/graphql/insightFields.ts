import type { ConfusionCell } from '../../eval/explain/confusionMatrix.ts'
import type { OperatingPoint } from '../../eval/explain/matchOverlaps.ts'
import { AppError } from '../errors.ts'
import type { ImageOutcome, ImagePage } from '../insight/insights.ts'
import type { EvaluationRow } from '../store/evaluations.ts'
import type { ResultHead } from '../store/newEvaluation.ts'
import { categoryNamed, type Wanted } from './categoryNamed.ts'
import type { Context } from './context.ts'
import { evaluationOf } from './evaluationOf.ts'
import type { EvaluationResultResolvers } from './generated.ts'
import type { EvaluatedImageListing } from './insightParents.ts'

/** @throws AppError BAD_USER_INPUT, EVALUATION_NOT_FOUND */
async function categoryId(
  result: ResultHead,
  wanted: Wanted,
  argument: string,
  context: Context,
): Promise<number | null> {
  if (wanted.name == null && wanted.id == null) return null
  const { datasetId } = await evaluationOf(result, context)
  const { list } = await context.loaders.categoriesOfDataset.load(datasetId)
  return categoryNamed(list, wanted, argument)?.id ?? null
}

/** @param point with the cell that pairs are of, where they are asked for */
const listingOf = (
  evaluation: EvaluationRow,
  point: OperatingPoint & { cell?: ConfusionCell },
  { rows, total, ...page }: ImagePage<ImageOutcome>,
): EvaluatedImageListing => ({
  ...page,
  rows: rows.map(row => ({ ...row, evaluation, ...point })),
  count: async () => total,
})

/** What EvaluationResult has of the inside of an evaluation: each but the last asks the process that has it open. */
export const insightFields = {
  async precisionRecall(result, { category, categoryId: id, iou }, context) {
    const wanted = await categoryId(result, { name: category, id }, 'category', context)
    return context.insights.curveOfCategory.load({ evaluationId: result.evaluationId, iou, categoryId: wanted })
  },

  bestF1: ({ evaluationId }, { iou }, { insights }) => insights.run('bestF1', { evaluationId, iou }),

  confusionMatrix: ({ evaluationId }, { minScore, iou }, { insights }) =>
    insights.run('confusionMatrix', { evaluationId, minScore, iou }),

  async confusedImages(result, { minScore, iou, first, after = null, ...wanted }, context) {
    const [evaluation, actual, predicted] = await Promise.all([
      evaluationOf(result, context),
      categoryId(result, { name: wanted.actual, id: wanted.actualId }, 'actual', context),
      categoryId(result, { name: wanted.predicted, id: wanted.predictedId }, 'predicted', context),
    ])
    if (actual === null && predicted === null)
      throw new AppError(
        'BAD_USER_INPUT',
        'Expected for actual or predicted the name of a category but received none.',
        {
          hint: 'Background is what is left over: of an object give actual alone, of a detection predicted alone.',
        },
      )
    const point = { minScore, iou, cell: { actual, predicted } }
    const page = await context.insights.run('confusedImages', { evaluationId: evaluation.id, ...point, first, after })
    return listingOf(evaluation, point, page)
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

  async image(result, { fileId: imageId, ...point }, context) {
    const evaluation = await evaluationOf(result, context)
    const outcome = await context.insights.run('image', { evaluationId: evaluation.id, imageId, ...point })
    return outcome && { ...outcome, evaluation, ...point }
  },

  // In a task of its own, as everything is matched anew; limitOperations bounds how often.
  protocolEffects: async (result, _, context) => context.findProtocolEffects(await evaluationOf(result, context)),
} satisfies EvaluationResultResolvers
