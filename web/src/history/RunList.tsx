import { useEffect, useRef } from 'react'
import type { PagesState } from '../api/createPages.ts'
import type { HistoryRunFragment } from '../api/generated.ts'
import { Button } from '../parts/Button.tsx'
import { Chip } from '../parts/Chip.tsx'
import { formatCounted, formatMoment, formatScore } from '../parts/formatNumber.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import styles from './ImageRuns.module.css'

type Props = PagesState<HistoryRunFragment> & {
  more: () => void
  /** ids of the runs that are shown */
  left: string | null
  right: string | null
  onChoose: (side: 'left' | 'right', id: string) => void
}

const milliseconds = (ms: number) => `${ms.toFixed(ms < 10 ? 1 : 0)} ms`

/** The runs of an image, newest first, each to be shown or compared with. */
export function RunList({ nodes, hasMore, loading, problem, more, left, right, onChoose }: Props) {
  const list = useRef<HTMLUListElement>(null)
  const before = useRef<number | null>(null)
  const { length } = nodes

  // The button goes with the last page: the focus goes on to what came.
  useEffect(() => {
    if (before.current === null || length <= before.current) return
    list.current?.children[before.current]?.querySelector('button')?.focus()
    before.current = null
  }, [length])

  function showOlder() {
    if (loading) return
    before.current = length
    more()
  }

  return (
    <>
      <ul ref={list} className={styles.runs} aria-label="Runs">
        {nodes.map(({ id, model, createdAt, detectionCount, scoreFloor, timings }) => {
          const { queueMs, decodeMs, preprocessMs, inferenceMs, postprocessMs } = timings
          const name = `${model.name} of ${formatMoment(createdAt)}`
          return (
            <li key={id}>
              <div>
                <strong>
                  {model.name} {model.version}
                </strong>
                <p>{formatMoment(createdAt)}</p>
              </div>
              <div>
                {formatCounted(detectionCount, 'detection')}
                <p>kept from score {formatScore(scoreFloor)} up</p>
              </div>
              <div>
                {milliseconds(decodeMs + preprocessMs + inferenceMs + postprocessMs)}
                <p>
                  model {milliseconds(inferenceMs)}, waited {milliseconds(queueMs)}
                </p>
              </div>
              <div className={styles.choice}>
                <Chip pressed={id === left} onToggle={() => onChoose('left', id)}>
                  Show <span className="visually-hidden">{name}</span>
                </Chip>
                {nodes.length > 1 && (
                  <Chip pressed={id === right} onToggle={() => onChoose('right', id)}>
                    Compare <span className="visually-hidden">with {name}</span>
                  </Chip>
                )}
              </div>
            </li>
          )
        })}
      </ul>
      {problem && <ProblemNotice title="The runs could not be loaded." problem={problem} onRetry={more} />}
      {hasMore && !problem && nodes.length > 0 && (
        <Button aria-disabled={loading} onClick={showOlder}>
          {loading ? 'Loading …' : 'Show older runs'}
        </Button>
      )}
    </>
  )
}
