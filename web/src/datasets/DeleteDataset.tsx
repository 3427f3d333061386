import { useState } from 'react'
import { useMutation } from 'urql'
import { useLocation } from 'wouter'
import { DatasetDeleteDocument } from '../api/generated.ts'
import { type Problem, problemOf } from '../api/problem.ts'
import { forgetPages } from '../api/usePages.ts'
import { Button } from '../parts/Button.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import styles from './UploadSetup.module.css'

/** Deletes a dataset, after it was said what goes with it; then the list is shown. */
export function DeleteDataset({ id, name }: { id: string; name: string }) {
  const [isOpen, open] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [{ fetching }, remove] = useMutation(DatasetDeleteDocument)
  const [, go] = useLocation()

  async function confirm() {
    if (fetching) return
    setProblem(null)
    const { data, error } = await remove({ id })
    const refused = data?.deleteDataset.userErrors[0]
    if (error) return setProblem(problemOf(error))
    if (refused && refused.code !== 'DATASET_NOT_FOUND') return setProblem(refused)
    forgetPages()
    go('/datasets')
  }

  return (
    <>
      <Button look="danger" onClick={() => open(true)}>
        Delete
      </Button>
      {isOpen && (
        <Dialog title={`Delete ${name}?`} onClose={() => open(false)}>
          <p>
            Its annotations, all of its evaluations, and those of its photos that nothing else uses go with it. Stored
            detections stay. This cannot be undone.
          </p>
          {problem && <ProblemNotice problem={problem} title="It could not be deleted" />}
          <div className={styles.buttons}>
            <Button look="danger" onClick={confirm} aria-disabled={fetching}>
              Delete the dataset
            </Button>
            <Button onClick={() => open(false)}>Keep it</Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
