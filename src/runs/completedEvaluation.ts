import { AppError } from '../errors.ts'
import type { Store } from '../store/createStore.ts'
import type { EvaluationRow } from '../store/evaluations.ts'

/**
 * An evaluation whose numbers, and detections, are there.
 * @throws AppError EVALUATION_NOT_FOUND
 */
export async function completedEvaluation(store: Store, id: string): Promise<EvaluationRow> {
  const [evaluation] = await store.evaluations.findMany([id])
  if (evaluation?.status === 'COMPLETED') return evaluation
  throw new AppError('EVALUATION_NOT_FOUND', 'There is no completed evaluation of this id.', {
    hint: 'Query evaluation(id:) { status } to see how it stands.',
  })
}
