import { useCallback, useRef } from 'react'
import { focusTitle } from '../parts/focusTitle.ts'
import { detectQueue } from './detectQueue.ts'
import { PhotoCard } from './PhotoCard.tsx'
import styles from './PhotoList.module.css'
import type { Photo } from './photo.ts'
import { revokePreview } from './previews.ts'
import type { DetectFilter } from './shownDetections.ts'

type Props = { photos: readonly Photo[]; filter: DetectFilter; model: string | null }

/** The cards. When one goes the focus is on the next one. */
export function PhotoList({ photos, filter, model }: Props) {
  const list = useRef<HTMLUListElement>(null)
  const retry = useCallback((id: string) => detectQueue.retry(model, id), [model])
  const remove = useCallback((id: string) => {
    const buttons = [...list.current!.querySelectorAll<HTMLElement>('[data-remove]')]
    const at = buttons.indexOf(document.activeElement as HTMLElement)
    const next = buttons[at + 1] ?? buttons[at - 1]
    if (at !== -1 && next) next.focus()
    else if (at !== -1) focusTitle()
    for (const photo of detectQueue.read()) if (photo.id === id) revokePreview(photo.file)
    detectQueue.remove(new Set([id]))
  }, [])

  return (
    <ul className={styles.cards} ref={list}>
      {photos.map(photo => (
        <PhotoCard key={photo.id} photo={photo} filter={filter} onRetry={retry} onRemove={remove} />
      ))}
    </ul>
  )
}
