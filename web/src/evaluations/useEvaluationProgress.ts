import { useEffect, useState } from 'react'
import { client } from '../api/client.ts'
import {
  EvaluationProgressPollDocument,
  type EvaluationProgressPollQuery,
  EvaluationProgressStreamDocument,
} from '../api/generated.ts'
import { type Problem, problemOf } from '../api/problem.ts'
import { isAtWork } from '../parts/evaluationStatus.ts'

export type FollowedEvaluation = NonNullable<EvaluationProgressPollQuery['evaluation']>

/** Events come twice a second while something changes: after so long without one it is asked whether that is so. */
const quietMs = 3000
const gone: Problem = {
  code: 'EVALUATION_NOT_FOUND',
  message: 'There is no such evaluation, or it was deleted.',
  hint: 'The list of evaluations has those that there are.',
}

type Listener = { take: (evaluation: FollowedEvaluation) => void; fail: (problem: Problem) => void }

/**
 * Follows an evaluation until it has ended: by server-sent events, and while these are silent, or cannot be had, by asking
 * every few seconds.
 * @returns what ends it
 */
function follow(id: string, { take, fail }: Listener): () => void {
  let timer = setTimeout(poll, quietMs)
  let news = 0
  let hasEnded = false

  function end(): void {
    hasEnded = true
    clearTimeout(timer)
  }

  function hear(evaluation: FollowedEvaluation): void {
    if (hasEnded) return
    news += 1
    clearTimeout(timer)
    if (isAtWork(evaluation)) timer = setTimeout(poll, quietMs)
    else hasEnded = true
    take(evaluation)
  }

  async function poll(): Promise<void> {
    clearTimeout(timer)
    const before = news
    const answer = client.query(EvaluationProgressPollDocument, { id }, { requestPolicy: 'network-only' })
    const { data, error } = await answer.toPromise()
    if (hasEnded || news !== before) return
    if (data?.evaluation) return hear(data.evaluation)
    if (error) timer = setTimeout(poll, quietMs)
    else end()
    fail(error ? problemOf(error) : gone)
  }

  const { unsubscribe } = client.subscription(EvaluationProgressStreamDocument, { id }).subscribe(({ data }) => {
    if (data) hear(data.evaluationProgress)
    else if (!hasEnded) void poll()
  })
  return () => {
    end()
    unsubscribe()
  }
}

/** An evaluation as it stands, null until it is known, and why it is not known any better. */
export function useEvaluationProgress(id: string) {
  const [state, set] = useState<{ evaluation: FollowedEvaluation | null; problem: Problem | null }>({
    evaluation: null,
    problem: null,
  })

  useEffect(
    () =>
      follow(id, {
        take: evaluation => set({ evaluation, problem: null }),
        fail: problem => set(({ evaluation }) => ({ evaluation, problem })),
      }),
    [id],
  )

  return state
}
