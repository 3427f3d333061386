import type { Finding } from '../../eval/finding.ts'
import type { Store } from '../store/createStore.ts'
import type { EvaluationRequest } from './evaluationRequest.ts'
import type { FileLimits } from './fileLimits.ts'
import { prepareEvaluation } from './prepareEvaluation.ts'

/**
 * The checks of `createEvaluation` alone: nothing is stored.
 * @throws AppError what prepareEvaluation throws
 */
export async function checkDetections(
  context: { store: Store } & Pick<FileLimits, 'maxTextBytes'>,
  request: EvaluationRequest,
): Promise<{ valid: boolean; findings: readonly Finding[] }> {
  const { findings, plan } = await prepareEvaluation(context, request)
  return { valid: plan !== undefined, findings }
}
