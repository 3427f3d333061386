import { AppError } from '../errors.ts'
import type { EvaluationNow } from '../runs/createEvaluationFeed.ts'
import type { SubscriptionResolvers } from './generated.ts'
import { keyOrNobody } from './nodeId.ts'

export const subscriptions: SubscriptionResolvers = {
  evaluationProgress: {
    subscribe: (_, { id }, { feed }) => feed.follow(keyOrNobody('Evaluation', id)),
    resolve({ evaluation }: EvaluationNow) {
      if (evaluation) return evaluation
      throw new AppError(
        'EVALUATION_NOT_FOUND',
        'Expected the id of an evaluation but there is none, or none any more.',
      )
    },
  },
}
