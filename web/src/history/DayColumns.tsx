import { type KeyboardEvent, useRef, useState } from 'react'
import { formatCounted } from '../parts/formatNumber.ts'
import type { DayBin } from './binDays.ts'
import styles from './CountsPanel.module.css'
import { formatDay } from './describeFilter.ts'

type Props = {
  /** in order of time */
  bins: readonly DayBin[]
  onChoose: (bin: DayBin) => void
}

const steps: Record<string, number> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }

/** When a column's detections were made, days in UTC: `Nov 20, 2026`, or from when to when. */
export const timeOf = ({ from, to }: DayBin): string =>
  from === to ? formatDay(from) : `${formatDay(from)} to ${formatDay(to)}`

/** Counts over time as columns; pressing one filters by its days. One stop of the Tab key: arrow keys go from column to column. */
export function DayColumns({ bins, onChoose }: Props) {
  const columns = useRef<HTMLFieldSetElement>(null)
  const [at, setAt] = useState<number | null>(null)
  const last = bins.length - 1
  const stop = Math.min(at ?? last, last)
  const most = Math.max(1, ...bins.map(({ count }) => count))
  const said = at === null ? undefined : bins[stop]

  function step(event: KeyboardEvent) {
    const by = steps[event.key]
    if (by === undefined) return
    event.preventDefault()
    const next = Math.max(0, Math.min(last, stop + by))
    columns.current?.querySelectorAll('button')[next]?.focus()
  }

  return (
    <>
      <p className={styles.said} aria-hidden="true">
        {said
          ? `${timeOf(said)} in UTC: ${formatCounted(said.count, 'detection')}`
          : 'Detections over time, days in UTC'}
      </p>
      <fieldset
        ref={columns}
        className={styles.days}
        aria-label="Detections over time, days in UTC"
        onKeyDown={step}
        onPointerLeave={() => setAt(null)}
      >
        {bins.map((bin, index) => (
          <button
            key={bin.from}
            type="button"
            className={styles.day}
            tabIndex={index === stop ? 0 : -1}
            aria-label={`${timeOf(bin)}: ${formatCounted(bin.count, 'detection')}`}
            onClick={() => onChoose(bin)}
            onFocus={() => setAt(index)}
            onPointerEnter={() => setAt(index)}
          >
            <span style={{ height: `${(100 * bin.count) / most}%`, minHeight: bin.count > 0 ? 2 : 0 }} />
          </button>
        ))}
      </fieldset>
      {bins[0] && (
        <p className={styles.ends}>
          <span>{formatDay(bins[0].from)}</span>
          {last > 0 && <span>{formatDay(bins[last]!.to)}</span>}
        </p>
      )}
    </>
  )
}
