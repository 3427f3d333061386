import { useState } from 'react'
import { Button } from '../parts/Button.tsx'
import { DropZone } from '../parts/DropZone.tsx'
import type { DroppedFile } from '../parts/droppedFiles.ts'
import { Notice } from '../parts/Notice.tsx'
import { UnreadableNotice } from '../parts/UnreadableNotice.tsx'
import { planResults, type ResultsPlan } from './planResults.ts'
import styles from './UploadSetup.module.css'

type Props = { results: ResultsPlan | null; onResults: (results: ResultsPlan | null) => void }

/** Takes a file of detections, or a folder of labels, and says what was chosen. */
export function ResultsFile({ results, onResults }: Props) {
  const [wrong, setWrong] = useState<string | null>(null)
  const [unreadable, setUnreadable] = useState<readonly string[]>([])

  function take(files: DroppedFile[]) {
    const plan = planResults(files)
    setWrong(typeof plan === 'string' ? plan : null)
    if (typeof plan !== 'string') onResults(plan)
  }

  const lost = <UnreadableNotice paths={unreadable} onDismiss={() => setUnreadable([])} />
  if (results)
    return (
      <>
        {lost}
        <div className={styles.chosen}>
          <span>{results.words}</span>
          <Button onClick={() => onResults(null)}>Choose another</Button>
        </div>
      </>
    )
  return (
    <>
      {lost}
      {wrong && (
        <Notice tone="warn" title="This cannot be evaluated" live>
          <p>{wrong}</p>
        </Notice>
      )}
      <DropZone
        choose="Choose a file of results"
        chooseFolder="Choose a folder of labels"
        multiple
        onFiles={take}
        onUnreadable={setUnreadable}
      >
        <p>
          <strong>Drop detections here</strong>
        </p>
        <p className={styles.how}>
          COCO results (<code>.json</code>), <code>.csv</code> (both also <code>.gz</code>), or YOLO labels with scores
          in a folder or an archive
        </p>
      </DropZone>
    </>
  )
}
