import { useState } from 'react'
import { useMutation, useQuery } from 'urql'
import { useLocation } from 'wouter'
import { DatasetAtWorkDocument, DatasetDeleteDocument } from '../api/generated.ts'
import { type Problem, problemOf } from '../api/problem.ts'
import { forgetPages } from '../api/usePages.ts'
import { Button } from '../parts/Button.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { Notice } from '../parts/Notice.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { noteDeleted } from '../parts/useLastDeleted.ts'
import { atWorkWords } from './atWorkWords.ts'
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
    noteDeleted('/datasets', name)
    go('/datasets', { replace: true })
  }

  return (
    <>
      <Button look="danger" onClick={() => open(true)}>
        Delete …
      </Button>
      {isOpen && (
        <Dialog title={`Delete ${name}?`} onClose={() => open(false)}>
          <p>
            Its annotations, all of its evaluations, and those of its photos that nothing else uses go with it. Stored
            detections stay. This cannot be undone.
          </p>
          <AtWork id={id} />
          {problem && <ProblemNotice problem={problem} title="It could not be deleted" />}
          <div className={styles.buttons}>
            <Button onClick={() => open(false)}>Keep it</Button>
            <Button look="danger" onClick={confirm} aria-disabled={fetching}>
              Delete the dataset
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}

/** What is cut off: evaluations that wait or run. */
function AtWork({ id }: { id: string }) {
  const [{ data }] = useQuery({
    query: DatasetAtWorkDocument,
    variables: { running: { datasetId: id, status: 'RUNNING' }, queued: { datasetId: id, status: 'QUEUED' } },
    requestPolicy: 'network-only',
  })
  const words = data && atWorkWords(data.running.totalCount, data.queued.totalCount)
  return words && <Notice tone="warn" title={words} live />
}
