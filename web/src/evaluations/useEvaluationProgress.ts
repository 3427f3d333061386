import { useEffect } from 'react'
import { useQuery, useSubscription } from 'urql'
import {
  EvaluationProgressPollDocument,
  type EvaluationProgressPollQuery,
  EvaluationProgressStreamDocument,
} from '../api/generated.ts'
import { type Problem, problemOf } from '../api/problem.ts'

export type FollowedEvaluation = NonNullable<EvaluationProgressPollQuery['evaluation']>

const pollMs = 2000
const gone: Problem = {
  code: 'EVALUATION_NOT_FOUND',
  message: 'There is no such evaluation, or it was deleted.',
  hint: 'The list of evaluations has those that there are.',
}

const isAtWork = (evaluation: FollowedEvaluation | null | undefined) =>
  evaluation?.status === 'QUEUED' || evaluation?.status === 'RUNNING'

/**
 * An evaluation as it stands: by server-sent events, and where these end before it has, by asking every two seconds.
 * @returns the evaluation, null until the first answer, and what is wrong; `asking` where events ended early
 */
export function useEvaluationProgress(id: string) {
  const [stream] = useSubscription({ query: EvaluationProgressStreamDocument, variables: { id } })
  const streamed = stream.data?.evaluationProgress ?? null
  const hasEnded = !stream.fetching && (stream.error !== undefined || isAtWork(streamed))
  const [poll, ask] = useQuery({
    query: EvaluationProgressPollDocument,
    variables: { id },
    pause: !hasEnded,
    requestPolicy: 'network-only',
  })
  const polled = hasEnded ? (poll.data?.evaluation ?? null) : null
  const evaluation: FollowedEvaluation | null = polled ?? streamed
  const asking = hasEnded && (polled === null || isAtWork(polled))

  useEffect(() => {
    if (!asking) return
    const timer = setInterval(() => ask({ requestPolicy: 'network-only' }), pollMs)
    return () => clearInterval(timer)
  }, [asking, ask])

  const isGone = hasEnded && poll.data?.evaluation === null
  return { evaluation, asking, problem: isGone ? gone : hasEnded && poll.error ? problemOf(poll.error) : null }
}
