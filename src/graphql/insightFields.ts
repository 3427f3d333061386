import type { EvaluationResultResolvers } from './generated.ts'

/** What EvaluationResult has of the inside of an evaluation: each asks the process that has it open. */
export const insightFields = {
  confusionMatrix: ({ evaluationId }, { minScore, iou }, { insights }) =>
    insights.run('confusionMatrix', { evaluationId, minScore, iou }),
} satisfies EvaluationResultResolvers
