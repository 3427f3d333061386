import { useState } from 'react'
import { useMutation } from 'urql'
import { EvaluationsCancelDocument, EvaluationsDeleteDocument } from '../api/generated.ts'
import { type Problem, problemOf } from '../api/problem.ts'
import { forgetPages } from '../api/usePages.ts'
import { Button } from '../parts/Button.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { isAtWork } from '../parts/evaluationStatus.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import styles from './EvaluationsPage.module.css'
import type { EvaluationRow } from './evaluationsComparable.ts'
import { evaluationTitle } from './evaluationTitle.ts'

type Props = {
  evaluation: EvaluationRow
  onClose: () => void
  onChanged: (row: EvaluationRow) => void
  onDeleted: (row: EvaluationRow) => void
}

/** Deletes an evaluation, or cancels one that is at work, after it was said what that means. */
export function EvaluationsEndDialog({ evaluation, onClose, onChanged, onDeleted }: Props) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const [cancelling, cancel] = useMutation(EvaluationsCancelDocument)
  const [deleting, remove] = useMutation(EvaluationsDeleteDocument)
  const { id } = evaluation
  const title = evaluationTitle(evaluation)

  async function onCancel() {
    const { data, error } = await cancel({ id })
    const refused = data?.cancelEvaluation.userErrors[0]
    if (data?.cancelEvaluation.evaluation) onChanged(data.cancelEvaluation.evaluation)
    if (error) setProblem(problemOf(error))
    else if (refused) setProblem(refused)
    else onClose()
  }

  async function onDelete() {
    const { data, error } = await remove({ id })
    const refused = data?.deleteEvaluation.userErrors[0]
    if (error) return setProblem(problemOf(error))
    if (refused && refused.code !== 'EVALUATION_NOT_FOUND') return setProblem(refused)
    forgetPages()
    onDeleted(evaluation)
    onClose()
  }

  return (
    <Dialog title={isAtWork(evaluation) ? `Cancel ${title}?` : `Delete ${title}?`} onClose={onClose}>
      {isAtWork(evaluation) && (
        <p>Cancelled, it stays in the list without numbers. What the model has found until now stays stored.</p>
      )}
      <p>
        Deleted, its numbers and everything inside are gone and links to it lead nowhere. Stored detections and the
        dataset stay. This cannot be undone.
      </p>
      {problem && <ProblemNotice problem={problem} title="It could not be done" />}
      <div className={styles.buttons}>
        <Button onClick={onClose}>Keep it</Button>
        {isAtWork(evaluation) && (
          <Button look="primary" onClick={onCancel} aria-disabled={cancelling.fetching}>
            Cancel the evaluation
          </Button>
        )}
        <Button look="danger" onClick={onDelete} aria-disabled={deleting.fetching}>
          Delete the evaluation
        </Button>
      </div>
    </Dialog>
  )
}
