import { useDeferredValue, useMemo, useRef } from 'react'
import { Button } from '../parts/Button.tsx'
import { CopyButton } from '../parts/CopyButton.tsx'
import { focusTitle } from '../parts/focusTitle.ts'
import { runsAsGraphql } from '../parts/runsAsGraphql.ts'
import { detectQueue } from './detectQueue.ts'
import { FilterBar } from './FilterBar.tsx'
import { PhotoList } from './PhotoList.tsx'
import { type Photo, runsOf } from './photo.ts'
import { photoAsJson } from './photoAsJson.ts'
import { revokePreview } from './previews.ts'
import styles from './Results.module.css'
import { countCategories } from './shownDetections.ts'
import { summarizePhotos } from './summarizePhotos.ts'
import { useDetectFilter } from './useDetectFilter.ts'

type Props = { photos: readonly Photo[]; model: string | null }

/** The photos that were given, what can be done with all of them, and the filter that holds for all. */
export function Results({ photos, model }: Props) {
  const chosen = useDetectFilter()
  const section = useRef<HTMLElement>(null)
  // The slider goes on moving while many cards are drawn.
  const filter = useDeferredValue(chosen.filter)
  const runs = useMemo(() => runsOf(photos), [photos])
  const counts = useMemo(() => countCategories(runs, filter), [runs, filter])
  // Said before there is a result: nothing moves when the first one comes.
  const isDemo = runs.length > 0 ? runs.every(run => run.model.name === 'demo') : model === 'demo'
  const failed = photos.filter(({ state }) => state.kind === 'failed').length

  function copyAll(): string {
    const all = photos.flatMap(({ name, run }) => (run ? [photoAsJson(name, run, chosen.filter)] : []))
    return `${JSON.stringify(all, null, 2)}\n`
  }

  function retryAll() {
    detectQueue.retry(model)
    section.current?.focus({ preventScroll: true })
  }

  function removeAll() {
    for (const { file } of photos) revokePreview(file)
    detectQueue.remove(new Set(photos.map(({ id }) => id)))
    focusTitle()
  }

  return (
    <section
      ref={section}
      tabIndex={-1}
      className={styles.results}
      id="photos"
      aria-label="Photos"
      hidden={photos.length === 0}
    >
      <header className={styles.head}>
        <h2 className="visually-hidden">Photos</h2>
        <div>
          <p className={styles.summary} role="status">
            {summarizePhotos(photos, filter)}
          </p>
          {isDemo && <p className={styles.by}>by the demo model, which knows drawings</p>}
        </div>
        <div className={styles.actions}>
          {failed > 0 && (
            <Button onClick={retryAll}>
              {failed === 1 ? 'Try the failed one again' : `Try the ${failed} failed again`}
            </Button>
          )}
          {runs.length > 0 && (
            <>
              <CopyButton text={copyAll}>Copy all as JSON</CopyButton>
              <CopyButton text={() => runsAsGraphql(runs, chosen.filter)}>Copy all as GraphQL</CopyButton>
            </>
          )}
          <Button look="plain" onClick={removeAll}>
            Remove all
          </Button>
        </div>
      </header>
      <FilterBar {...chosen} counts={counts} />
      <PhotoList photos={photos} filter={filter} model={model} />
    </section>
  )
}
