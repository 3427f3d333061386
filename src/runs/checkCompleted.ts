import { AppError } from '../errors.ts'
import type { EvaluationRow } from '../store/evaluations.ts'

/**
 * One of two evaluations that are to be compared, once it has numbers.
 * @param role how messages call it
 * @param database that was looked in, where whoever asks may have meant another
 * @throws AppError EVALUATION_NOT_FOUND, EVALUATION_UNFINISHED
 */
export function checkCompleted(
  evaluation: EvaluationRow | null | undefined,
  role: 'baseline' | 'candidate',
  database?: string,
): EvaluationRow {
  if (!evaluation)
    throw new AppError(
      'EVALUATION_NOT_FOUND',
      `Expected for ${role} the id of an evaluation but ${database === undefined ? 'there is' : `${database} has`} no such evaluation.`,
    )
  const { status } = evaluation
  if (status === 'COMPLETED') return evaluation
  const isAtWork = status === 'QUEUED' || status === 'RUNNING'
  throw new AppError(
    'EVALUATION_UNFINISHED',
    `Expected for ${role} an evaluation that is COMPLETED but it is ${status}.`,
    { hint: isAtWork ? 'Compare when it is COMPLETED.' : 'It will have no numbers: evaluate again.' },
  )
}
