import { Button } from '../parts/Button.tsx'
import { Meter } from '../parts/Meter.tsx'
import styles from './PhotoProgress.module.css'
import type { PhotoState } from './photo.ts'

/** How far a photo is that is not done, or why it never will be. */
export function PhotoProgress({ state, onRetry }: { state: PhotoState; onRetry: () => void }) {
  if (state.kind === 'waiting')
    return <p className={styles.waiting}>{state.isBusy ? 'The server is busy: trying again soon' : 'Waiting'}</p>
  if (state.kind === 'uploading')
    return <Meter label={`Uploading ${Math.floor(100 * state.sent)} %`} value={state.sent} />
  if (state.kind === 'detecting') return <Meter label="Detecting" />
  if (state.kind === 'done') return null
  const { message, hint } = state.problem
  return (
    <div className={styles.failed}>
      <p className={styles.reason}>
        <strong>Failed:</strong> {message} {hint}
      </p>
      <Button onClick={onRetry}>Try again</Button>
    </div>
  )
}
