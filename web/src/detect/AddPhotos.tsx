import { useState } from 'react'
import { type Problem, problemOf } from '../api/problem.ts'
import { Button } from '../parts/Button.tsx'
import { DropZone } from '../parts/DropZone.tsx'
import type { DroppedFile } from '../parts/droppedFiles.ts'
import { focusTitle } from '../parts/focusTitle.ts'
import { formatCounted } from '../parts/formatNumber.ts'
import { Notice } from '../parts/Notice.tsx'
import { namesOf } from '../parts/namesOf.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { UnreadableNotice } from '../parts/UnreadableNotice.tsx'
import styles from './AddPhotos.module.css'
import { acceptedTypes, acceptPhotos } from './acceptPhotos.ts'
import { Examples } from './Examples.tsx'
import { type examples, loadExample } from './exampleDrawings.ts'

type Props = {
  disabled: boolean
  onPhotos: (files: { name: string; file: Blob }[]) => void
  /** called after it where they are the reader's own, no examples, and nothing is to be read above them */
  onOwnPhotos: () => void
}

type Example = (typeof examples)[number]

/** The ways in: drop, paste, choose, or an example. Says at once which files cannot be taken. */
export function AddPhotos({ disabled, onPhotos, onOwnPhotos }: Props) {
  const [refused, setRefused] = useState<readonly string[]>([])
  const [unreadable, setUnreadable] = useState<readonly string[]>([])
  const [lacking, setLacking] = useState<{ example: Example; problem: Problem } | null>(null)

  function take(files: DroppedFile[]) {
    const found = acceptPhotos(files)
    setRefused(found.refused)
    if (found.photos.length === 0) return
    onPhotos(found.photos.map(({ file, path }) => ({ name: path, file })))
    if (found.refused.length === 0) onOwnPhotos()
  }

  function dismissRefused() {
    setRefused([])
    focusTitle()
  }

  async function takeExample(example: Example) {
    const { name, url } = example
    try {
      onPhotos([{ name, file: await loadExample(url) }])
      setLacking(null)
    } catch (error) {
      setLacking({ example, problem: problemOf(error as Error) })
    }
  }

  return (
    <>
      <div className={styles.ways}>
        <DropZone
          choose="Choose photos"
          chooseFolder="Choose a folder"
          accept={acceptedTypes}
          multiple
          paste
          anywhere
          disabled={disabled}
          onFiles={take}
          onUnreadable={setUnreadable}
        >
          <p className={styles.lead}>
            <span className={styles.mouse}>Drop photos or a folder anywhere in this page, or paste them.</span>
            <span className={styles.touch}>Choose photos, or take one.</span>
          </p>
          <p className={styles.note}>JPEG, PNG and WebP</p>
        </DropZone>
        <Examples disabled={disabled} onChoose={takeExample} />
      </div>
      {refused.length > 0 && (
        <Notice
          tone="warn"
          live
          title={`${formatCounted(refused.length, 'file')} not taken: fovea reads JPEG, PNG and WebP`}
        >
          <p>{namesOf(refused)}. Export them as JPEG, then take them again.</p>
          <Button onClick={dismissRefused}>Dismiss</Button>
        </Notice>
      )}
      <UnreadableNotice paths={unreadable} onDismiss={() => setUnreadable([])} />
      {lacking && (
        <ProblemNotice
          title="The drawing could not be loaded"
          problem={lacking.problem}
          onRetry={() => {
            focusTitle()
            void takeExample(lacking.example)
          }}
        />
      )}
    </>
  )
}
