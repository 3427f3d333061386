import type { Problem } from '../api/problem.ts'
import { Button } from '../parts/Button.tsx'
import { Meter } from '../parts/Meter.tsx'
import { Notice } from '../parts/Notice.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import styles from './SendingView.module.css'
import type { SendStep } from './sending.ts'

type Props = {
  step: SendStep | null
  problem: Problem | null
  wasCancelled: boolean
  cancel: () => void
  /** said above a problem */
  title: string
  /** said after it was cancelled: what is still there */
  cancelled: string
}

/** How far something that is sent is, with a way to cancel it; or how it ended where it did not arrive. */
export function SendingView({ step, problem, wasCancelled, cancel, title, cancelled }: Props) {
  if (step)
    return (
      <div className={styles.sending}>
        <Meter label={step.label} value={step.value} />
        {!step.isFinal && <Button onClick={cancel}>Cancel</Button>}
      </div>
    )
  if (problem) return <ProblemNotice problem={problem} title={title} />
  return wasCancelled ? (
    <Notice tone="warn" title="Cancelled" live>
      <p>{cancelled}</p>
    </Notice>
  ) : null
}
