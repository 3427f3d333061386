import type { EvaluationResultResolvers } from './generated.ts'

/** Of EvaluationResult: in a process of its own, as everything is matched anew. */
export const protocolEffectsField: NonNullable<EvaluationResultResolvers['protocolEffects']> = (
  { evaluationId },
  _,
  { tasks, insights },
) => {
  insights.countProtocolEffects()
  return tasks.run('protocolEffects', { evaluationId })
}
