import { memo, useId, useMemo, useRef } from 'react'
import { Link } from 'wouter'
import { Button, buttonClass } from '../parts/Button.tsx'
import { CopyButton } from '../parts/CopyButton.tsx'
import { formatCounted } from '../parts/formatNumber.ts'
import { runsAsGraphql } from '../parts/runsAsGraphql.ts'
import { CardPhoto } from './CardPhoto.tsx'
import { FoundList } from './FoundList.tsx'
import styles from './PhotoCard.module.css'
import { PhotoProgress } from './PhotoProgress.tsx'
import type { Photo, Run } from './photo.ts'
import { photoAsJson } from './photoAsJson.ts'
import { type DetectFilter, shownDetections } from './shownDetections.ts'
import { useNearWindow } from './useNearWindow.ts'

type Props = {
  photo: Photo
  filter: DetectFilter
  onRetry: (id: string) => void
  onRemove: (id: string) => void
}

const none: ReturnType<typeof shownDetections> = []

/** Milliseconds from the file to the boxes. */
const spent = ({ timings }: Run) =>
  Math.round(timings.decodeMs + timings.preprocessMs + timings.inferenceMs + timings.postprocessMs)

/** One photo with what was found in it, or how far it is. As high before as after; far from the window it is without its photo. */
export const PhotoCard = memo(function PhotoCard({ photo, filter, onRetry, onRemove }: Props) {
  const { id, name, state, run } = photo
  const ref = useRef<HTMLLIElement>(null)
  const isNear = useNearWindow(ref)
  const heading = useId()
  const title = useRef<HTMLHeadingElement>(null)
  const shown = useMemo(() => (run ? shownDetections(run, filter) : none), [run, filter])

  function retry() {
    title.current?.focus({ preventScroll: true })
    onRetry(id)
  }

  return (
    <li className={styles.card} ref={ref} data-state={state.kind}>
      <article className={styles.parts} aria-labelledby={heading}>
        <div className={styles.photo}>{isNear && <CardPhoto photo={photo} shown={shown} />}</div>
        <div className={styles.text}>
          <header className={styles.head}>
            <h3 ref={title} id={heading} tabIndex={-1} title={name}>
              {name}
            </h3>
            {run && (
              <p>
                <span>{formatCounted(shown.length, 'object')} · </span>
                <span className={styles.model} title={run.model.name}>
                  {run.model.name}
                </span>
                <span> · {spent(run)} ms</span>
              </p>
            )}
          </header>
          <div className={styles.found}>
            {run && state.kind === 'done' ? (
              <FoundList shown={shown} run={run} filter={filter} />
            ) : (
              <PhotoProgress state={state} onRetry={retry} />
            )}
          </div>
          <div className={styles.actions}>
            {run && (
              <>
                <CopyButton
                  describedBy={heading}
                  text={() => `${JSON.stringify(photoAsJson(name, run, filter), null, 2)}\n`}
                >
                  Copy as JSON
                </CopyButton>
                <CopyButton describedBy={heading} text={() => runsAsGraphql([run], filter)}>
                  Copy as GraphQL
                </CopyButton>
                <Link href={`/history/${run.image.id}`} aria-describedby={heading} className={buttonClass('plain')}>
                  History
                </Link>
              </>
            )}
            <Button
              look="plain"
              className={styles.remove ?? ''}
              data-remove
              aria-describedby={heading}
              onClick={() => onRemove(id)}
            >
              Remove
            </Button>
          </div>
        </div>
      </article>
    </li>
  )
})
