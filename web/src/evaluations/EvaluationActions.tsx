import { useState } from 'react'
import { useMutation } from 'urql'
import { useLocation } from 'wouter'
import { EvaluationDeleteDocument, type EvaluationHeadQuery } from '../api/generated.ts'
import { type Problem, problemOf } from '../api/problem.ts'
import { forgetPages } from '../api/usePages.ts'
import { Button, buttonClass } from '../parts/Button.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { noteDeleted } from '../parts/useLastDeleted.ts'
import { CompareChoice } from './CompareChoice.tsx'
import styles from './EvaluationActions.module.css'
import { evaluationTitle } from './evaluationTitle.ts'

type Evaluation = NonNullable<EvaluationHeadQuery['evaluation']>

/** What can be done with an evaluation as a whole. */
export function EvaluationActions({ evaluation }: { evaluation: Evaluation }) {
  const [isAsking, ask] = useState(false)
  const { resultsUrl, reportUrl } = evaluation
  return (
    <>
      {evaluation.status === 'COMPLETED' && <CompareChoice evaluation={evaluation} />}
      {reportUrl && (
        <a href={reportUrl} className={buttonClass()}>
          Report
        </a>
      )}
      {resultsUrl && (
        <a href={resultsUrl} className={buttonClass()} download>
          Results as JSON
        </a>
      )}
      <Button look="danger" onClick={() => ask(true)}>
        Delete …
      </Button>
      {isAsking && <DeleteDialog evaluation={evaluation} onClose={() => ask(false)} />}
    </>
  )
}

function DeleteDialog({ evaluation, onClose }: { evaluation: Evaluation; onClose: () => void }) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const [{ fetching }, remove] = useMutation(EvaluationDeleteDocument)
  const [, navigate] = useLocation()

  async function removeIt() {
    if (fetching) return
    setProblem(null)
    const { data, error } = await remove({ id: evaluation.id })
    const refused = data?.deleteEvaluation.userErrors[0]
    if (error || refused) return setProblem(error ? problemOf(error) : refused!)
    forgetPages()
    noteDeleted('/evaluations', evaluationTitle(evaluation))
    navigate('/evaluations', { replace: true })
  }

  return (
    <Dialog title="Delete this evaluation?" onClose={onClose}>
      <p>
        {evaluationTitle(evaluation)} goes with its numbers. The dataset, its photos and what was detected on them stay.
        This cannot be undone.
      </p>
      {problem && <ProblemNotice problem={problem} title="It could not be deleted" />}
      <div className={styles.buttons}>
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" onClick={removeIt} aria-disabled={fetching}>
          Delete the evaluation
        </Button>
      </div>
    </Dialog>
  )
}
