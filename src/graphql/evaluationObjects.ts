import { metrics } from '../../eval/result.ts'
import { progressOf } from '../runs/progressOf.ts'
import type { EvaluationRow, FailedImage } from '../store/evaluations.ts'
import { connectionOf } from './connectionOf.ts'
import type { Context } from './context.ts'
import type { Resolvers } from './generated.ts'
import { insightFields } from './insightFields.ts'
import { link } from './link.ts'
import { toNodeId } from './nodeId.ts'
import { protocolOf } from './protocolOf.ts'
import { referred } from './referred.ts'
import { isDataCode, userError } from './userError.ts'

const isCompleted = ({ status }: EvaluationRow) => status === 'COMPLETED'

/** The numbers, once they are there. */
const resultOf = async (evaluation: EvaluationRow, { loaders }: Context) =>
  isCompleted(evaluation) ? loaders.resultOfEvaluation.load(evaluation.id) : null

/** A download, once there is something to download. */
const download = (context: Context, evaluation: EvaluationRow, file: string) =>
  isCompleted(evaluation) ? link(context, `/evaluations/${toNodeId('Evaluation', evaluation.id)}/${file}`) : null

const findDataset = ({ datasetId }: EvaluationRow, { loaders }: Context) =>
  referred(loaders.datasets.load(datasetId), 'dataset')

export const evaluationObjects = {
  Evaluation: {
    id: ({ id }) => toNodeId('Evaluation', id),
    progress: evaluation => progressOf(evaluation, Date.now()),
    dataset: (evaluation, _, context) => findDataset(evaluation, context),
    model: ({ modelId }, _, { loaders }) => (modelId === null ? null : loaders.models.load(modelId)),
    source: ({ source, scoreFloor, maxDetections }) => ({ kind: source, scoreFloor, maxDetections }),
    profile: ({ settings }) => settings.profile,
    async protocol(evaluation, _, context) {
      const [dataset, result] = await Promise.all([findDataset(evaluation, context), resultOf(evaluation, context)])
      return protocolOf(evaluation, dataset, result)
    },
    error({ errorCode, errorMessage }) {
      if (errorCode === null) return null
      return userError(isDataCode(errorCode) ? errorCode : 'EVALUATION_FAILED', [], errorMessage ?? '')
    },
    failedImageCount: ({ failedCount }) => failedCount,
    async failedImages({ id, failedCount }, { first, after = null }, { loaders }) {
      const page = await loaders.failedImagesOfEvaluation.load({ evaluationId: id, first, after })
      return { ...page, count: async () => failedCount }
    },
    reusedFrom: ({ reusedFromId }) => reusedFromId && toNodeId('Evaluation', reusedFromId),
    result(evaluation, _, context) {
      // Whoever looks at numbers may ask what is behind them.
      if (isCompleted(evaluation)) context.insights.warm()
      return resultOf(evaluation, context)
    },
    resultsUrl: (evaluation, _, context) => download(context, evaluation, 'results.json'),
    reportUrl: (evaluation, _, context) => download(context, evaluation, 'report.html'),
  },

  FailedImage: {
    code: ({ code }) => (isDataCode(code) ? code : 'INFERENCE_FAILED'),
    fileId: ({ fileId }) => Number(fileId),
    fileName: ({ fileName }) => fileName || null,
  },

  EvaluationResult: {
    summary: ({ summary, reasons }) => ({ ...summary, reasons }),
    perCategory({ evaluationId, categoryCount }, _, { loaders, room }, info) {
      room.take(categoryCount, info)
      return loaders.perCategoryOfEvaluation.load(evaluationId)
    },
    ...insightFields,
  },

  CategoryResult: { summary: numbers => numbers },

  CocoSummary: {
    undefinedMetrics: ({ reasons }) =>
      metrics.flatMap(metric => {
        const reason = reasons[metric]
        return reason === undefined ? [] : [{ metric, reason }]
      }),
  },

  FailedImageConnection: connectionOf<FailedImage>(),
  EvaluationConnection: connectionOf<EvaluationRow>(),
} satisfies Partial<Resolvers>
