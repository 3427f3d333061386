import { evaluationOf } from './evaluationOf.ts'
import type { EvaluationResultResolvers } from './generated.ts'

/** Of EvaluationResult: in a process of its own, as everything is matched anew. limitOperations bounds how often. */
export const protocolEffectsField: NonNullable<EvaluationResultResolvers['protocolEffects']> = async (
  result,
  _,
  context,
) => context.findProtocolEffects(await evaluationOf(result, context))
