import { useState } from 'react'
import { useMutation } from 'urql'
import { useLocation } from 'wouter'
import { HistoryDeleteDocument, type HistoryImageQuery } from '../api/generated.ts'
import { type Problem, problemOf } from '../api/problem.ts'
import { removeFromPages } from '../api/usePages.ts'
import { Button } from '../parts/Button.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { formatCounted } from '../parts/formatNumber.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { noteDeleted } from '../parts/useLastDeleted.ts'
import { galleryBefore } from './fromGallery.ts'
import { DatasetLinks } from './ImageFacts.tsx'
import styles from './ImagePage.module.css'

type Props = { image: NonNullable<HistoryImageQuery['image']> }

/** Deletes an image after a question that says what goes with it, then leads back to the others. */
export function DeleteImage({ image }: Props) {
  const [isAsking, ask] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [{ fetching }, remove] = useMutation(HistoryDeleteDocument)
  const [, navigate] = useLocation()
  const { id, fileName, runs, datasets } = image
  const name = fileName ?? 'this image'

  async function confirm() {
    if (fetching) return
    const { data, error } = await remove({ id })
    const wrong = error ? problemOf(error) : data?.deleteImage.userErrors[0]
    if (wrong)
      return setProblem(wrong.code === 'IMAGE_IN_USE' ? { ...wrong, hint: 'Delete its datasets first.' } : wrong)
    removeFromPages(id)
    noteDeleted('/history', name)
    ask(false)
    // Back to where it was in the gallery, under the same filter.
    if (galleryBefore() !== null) history.back()
    else navigate('/history', { replace: true })
  }

  function open() {
    setProblem(null)
    ask(true)
  }

  return (
    <>
      <Button look="danger" onClick={open}>
        Delete …
      </Button>
      {isAsking && (
        <Dialog title={`Delete ${name}?`} onClose={() => ask(false)}>
          <p>
            {runs.totalCount === 0
              ? 'Nothing was detected on it yet. '
              : `${formatCounted(runs.totalCount, 'run')} and all that they found go with it. `}
            This cannot be undone.
          </p>
          {problem && <ProblemNotice title="The image was not deleted." problem={problem} />}
          {problem?.code === 'IMAGE_IN_USE' && <DatasetLinks datasets={datasets.nodes} />}
          <div className={styles.buttons}>
            <Button onClick={() => ask(false)}>Keep it</Button>
            <Button look="danger" aria-disabled={fetching} onClick={confirm}>
              {fetching ? 'Deleting …' : 'Delete'}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
