import { confusionMatrix } from '../../eval/explain/confusionMatrix.ts'
import { completedEvaluation } from '../runs/completedEvaluation.ts'
import type { Store } from '../store/createStore.ts'
import { createPartCache } from './createPartCache.ts'
import type { Insights } from './insights.ts'
import { argsOf, type OpenEvaluation, openEvaluation, shardsOf } from './openEvaluation.ts'

type Options = {
  store: Store
  /** how much of evaluations is kept in memory */
  maxBytes?: number
}

const MB = 1024 * 1024

/** Answers questions about completed evaluations; what was read for one is kept for the next. */
export function createInsightFunctions({ store, maxBytes = 256 * MB }: Options) {
  const context = { store, parts: createPartCache(maxBytes) }

  /** @throws AppError EVALUATION_NOT_FOUND, also when it is deleted meanwhile */
  async function ask<Answer>(id: string, answer: (opened: OpenEvaluation) => Promise<Answer>): Promise<Answer> {
    const evaluation = await completedEvaluation(store, id)
    try {
      return await answer(openEvaluation(context, evaluation))
    } catch (error) {
      // Whoever had the shards was deleted, and handed them on.
      const now = await completedEvaluation(store, id)
      if (shardsOf(now).id === shardsOf(evaluation).id) throw error
      return answer(openEvaluation(context, now))
    }
  }

  return {
    confusionMatrix: ({ evaluationId, minScore, iou }) =>
      ask(evaluationId, ({ part, overlaps }) =>
        part('confusionMatrix', argsOf({ minScore, iou }), async () =>
          confusionMatrix(await overlaps(), { minScore, iou }),
        ),
      ),
  } satisfies Partial<Insights>
}
