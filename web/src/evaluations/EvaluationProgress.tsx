import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useMutation } from 'urql'
import { Link } from 'wouter'
import { EvaluationProgressCancelDocument } from '../api/generated.ts'
import { type Problem, problemOf } from '../api/problem.ts'
import { Button, buttonClass } from '../parts/Button.tsx'
import { Meter } from '../parts/Meter.tsx'
import { Notice } from '../parts/Notice.tsx'
import { Panel } from '../parts/Panel.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import styles from './EvaluationProgress.module.css'
import { evaluationGone } from './evaluationGone.ts'
import { phaseWords, progressWords } from './evaluationProgressWords.ts'
import { type FollowedEvaluation, useEvaluationProgress } from './useEvaluationProgress.ts'

/** So long nobody need wonder why nothing begins. */
const patienceMs = 8000

type Props = {
  id: string
  /** called once, when it ends while it is followed, or has been completed already, or is no longer there */
  onFinished: () => void
}

/** How far an evaluation is, as it happens; when it has ended without numbers, why, and what to do. */
export function EvaluationProgress({ id, onFinished }: Props) {
  const { evaluation, problem } = useEvaluationProgress(id)
  const wasAtWork = useRef(false)
  const finished = useEffectEvent(onFinished)
  const status = evaluation?.status
  const isGone = problem?.code === evaluationGone.code

  useEffect(() => {
    if (isGone) finished()
  }, [isGone])

  useEffect(() => {
    if (status === undefined) return
    const atWork = status === 'QUEUED' || status === 'RUNNING'
    if (!atWork && (wasAtWork.current || status === 'COMPLETED')) finished()
    wasAtWork.current = atWork
  }, [status])

  return (
    <Panel title="Progress">
      <div className={styles.progress}>
        {problem && <ProblemNotice problem={problem} title="The evaluation cannot be followed" />}
        {isGone ? null : evaluation ? <Standing evaluation={evaluation} /> : !problem && <p>Asking how it stands …</p>}
      </div>
    </Panel>
  )
}

function Standing({ evaluation }: { evaluation: FollowedEvaluation }) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const [{ fetching }, cancel] = useMutation(EvaluationProgressCancelDocument)
  const end = useRef<HTMLDivElement>(null)
  const pressed = useRef(false)
  const { id, status, error, dataset } = evaluation
  const hasEnded = status === 'FAILED' || status === 'CANCELLED'

  useEffect(() => {
    // The button that had the focus is gone.
    if (hasEnded && pressed.current) end.current?.focus()
  }, [hasEnded])

  async function cancelIt() {
    pressed.current = true
    setProblem(null)
    const { data, error } = await cancel({ id })
    const refused = data?.cancelEvaluation.userErrors[0]
    if (error) setProblem(problemOf(error))
    else if (refused && refused.code !== 'EVALUATION_FINISHED') setProblem(refused)
  }

  if (hasEnded)
    return (
      <div ref={end} tabIndex={-1} className={styles.ended}>
        {status === 'FAILED' ? (
          <Notice tone="bad" title="The evaluation failed" live>
            <p>{error?.message ?? 'The server does not say why.'}</p>
            {error?.hint && <p>{error.hint}</p>}
          </Notice>
        ) : (
          <Notice tone="warn" title="The evaluation was cancelled" live>
            <p>What the model found until then stays stored: started again, it goes on from there.</p>
          </Notice>
        )}
        <Link href={`/datasets/${dataset.id}#evaluate`} className={buttonClass()}>
          Start another on {dataset.name}
        </Link>
      </div>
    )

  return (
    <>
      <p role="status" className={styles.phase}>
        {status === 'QUEUED' ? 'Waiting for a worker' : status === 'RUNNING' ? phaseWords(evaluation) : 'Done'}
      </p>
      {status === 'QUEUED' ? <Queued model={evaluation.model?.name} /> : <Running evaluation={evaluation} />}
      {problem && <ProblemNotice problem={problem} title="It could not be cancelled" />}
      {status !== 'COMPLETED' && (
        <div>
          <Button onClick={cancelIt} disabled={fetching}>
            Cancel the evaluation
          </Button>
        </div>
      )}
    </>
  )
}

function Running({ evaluation }: { evaluation: FollowedEvaluation }) {
  const { done, total } = evaluation.progress
  return <Meter label={progressWords(evaluation) || '…'} value={total === 0 ? undefined : done / total} />
}

function Queued({ model }: { model: string | undefined }) {
  const [isLong, setLong] = useState(false)

  useEffect(() => {
    const timer = setTimeout(() => setLong(true), patienceMs)
    return () => clearTimeout(timer)
  }, [])

  return (
    <>
      <Meter label="Queued" />
      {isLong && (
        <Notice title="No worker has begun yet" live>
          <p>
            {model ? `Either all are busy, or none has the model ${model}.` : 'All may be busy.'} Where the server was
            started with FOVEA_WORKER=0, see that <code>npx fovea worker</code> runs
            {model && ', on a machine with the model installed'}. It begins by itself as soon as one is free.
          </p>
        </Notice>
      )}
    </>
  )
}
