import { AppError } from '../errors.ts'
import type { EvaluationRow } from '../store/evaluations.ts'
import type { ResultHead } from '../store/newEvaluation.ts'
import type { Context } from './context.ts'

/**
 * The evaluation that a result is of.
 * @throws AppError EVALUATION_NOT_FOUND
 */
export async function evaluationOf(
  { evaluationId }: Pick<ResultHead, 'evaluationId'>,
  { loaders }: Pick<Context, 'loaders'>,
): Promise<EvaluationRow> {
  const evaluation = await loaders.evaluations.load(evaluationId)
  if (evaluation) return evaluation
  throw new AppError('EVALUATION_NOT_FOUND', 'The evaluation was deleted while this was read.')
}
