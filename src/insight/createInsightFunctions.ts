import { bestF1 } from '../../eval/explain/bestF1.ts'
import { errorBreakdown } from '../../eval/explain/errorBreakdown.ts'
import { precisionRecall } from '../../eval/explain/precisionRecall.ts'
import { readCompleted } from '../runs/readCompleted.ts'
import type { Store } from '../store/createStore.ts'
import { boxesOfImages } from './boxesOfImages.ts'
import { changedImages } from './changedImages.ts'
import { confusedImages, confusionsOfImages } from './confusedImages.ts'
import { createPartCache } from './createPartCache.ts'
import { imageNamed, listImages } from './images.ts'
import type { Insights } from './insights.ts'
import { matrixOf } from './matrixOf.ts'
import { type OpenEvaluation, openEvaluation } from './openEvaluation.ts'

type Options = {
  store: Store
  /** how much of evaluations is kept in memory */
  maxBytes?: number
  /** how many boxes an answer has at most */
  maxBoxes?: number
}

const MB = 1024 * 1024

/**
 * Answers questions about completed evaluations; what was read for one is kept for the next. All throw AppError
 * EVALUATION_NOT_FOUND, and InvalidInput OPTIONS_INVALID for arguments that the evaluation has no answer to.
 */
export function createInsightFunctions({ store, maxBytes = 256 * MB, maxBoxes = 25_000 }: Options) {
  const parts = createPartCache(maxBytes)
  const context = { store, maxBoxes }

  const ask = <Answer>(id: string, answer: (opened: OpenEvaluation) => Promise<Answer>): Promise<Answer> =>
    readCompleted(store, id, evaluation => answer(openEvaluation({ store, parts }, evaluation)))

  return {
    precisionRecall: ({ evaluationId, categoryIds, iou }) =>
      ask(evaluationId, async ({ curves }) => {
        const result = await curves()
        return categoryIds.map(id => precisionRecall(result, { iou, ...(id !== null && { category: id }) }))
      }),

    bestF1: ({ evaluationId, iou }) =>
      ask(evaluationId, ({ part, matches }) => part('bestF1', [iou], async () => bestF1(await matches(), { iou }))),

    confusionMatrix: ({ evaluationId, ...point }) => ask(evaluationId, opened => matrixOf(opened, point)),

    confusedImages: ({ evaluationId, ...rest }) => ask(evaluationId, opened => confusedImages(opened, rest)),

    confusions: ({ evaluationId, ...rest }) => ask(evaluationId, opened => confusionsOfImages(context, opened, rest)),

    errorBreakdown: ({ evaluationId }) =>
      ask(evaluationId, ({ part, overlaps }) =>
        part('errorBreakdown', [], async () => errorBreakdown(await overlaps())),
      ),

    images: ({ evaluationId, ...rest }) => ask(evaluationId, opened => listImages(opened, rest)),

    image: ({ evaluationId, ...rest }) => ask(evaluationId, opened => imageNamed(opened, rest)),

    boxes: ({ evaluationId, ...rest }) => ask(evaluationId, opened => boxesOfImages(context, opened, rest)),

    changedImages: ({ baselineId, candidateId, ...rest }) =>
      ask(baselineId, baseline => ask(candidateId, candidate => changedImages(baseline, candidate, rest))),
  } satisfies Insights
}
