import type { Store } from '../store/createStore.ts'
import type { EvaluationRow } from '../store/evaluations.ts'
import { completedEvaluation } from './completedEvaluation.ts'
import { shardsOf } from './shardsOf.ts'

/**
 * Reads from a completed evaluation; once more where whoever had its shards was deleted meanwhile, and handed them on.
 * @throws AppError EVALUATION_NOT_FOUND, also when it is deleted meanwhile; what `read` throws
 */
export async function readCompleted<Result>(
  store: Store,
  evaluationId: string,
  read: (evaluation: EvaluationRow) => Promise<Result>,
): Promise<Result> {
  const evaluation = await completedEvaluation(store, evaluationId)
  try {
    return await read(evaluation)
  } catch (error) {
    const now = await completedEvaluation(store, evaluationId)
    if (shardsOf(now).id === shardsOf(evaluation).id) throw error
    return read(now)
  }
}
