import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { Button } from '../parts/Button.tsx'
import { formatMoment, formatPoints } from '../parts/formatNumber.ts'
import { Meter } from '../parts/Meter.tsx'
import { EvaluationsEndDialog } from './EvaluationsEndDialog.tsx'
import styles from './EvaluationsPage.module.css'
import { progressWords } from './evaluationProgressWords.ts'
import { type EvaluationRow, isAtWork, whyNotCompared } from './evaluationsComparable.ts'
import { evaluationTitle } from './evaluationTitle.ts'

type Props = {
  rows: readonly EvaluationRow[]
  chosen: readonly EvaluationRow[]
  onChoose: (ids: readonly string[]) => void
  onChanged: (row: EvaluationRow) => void
  onDeleted: (id: string) => void
}

/** Evaluations as a table, and as cards where there is no room for one. */
export function EvaluationsTable({ rows, chosen, onChoose, onChanged, onDeleted }: Props) {
  const [ending, end] = useState<EvaluationRow | null>(null)
  const table = useRef<HTMLTableElement>(null)
  const hasDeleted = useRef(false)

  useEffect(() => {
    // The button that opened the dialog is gone with its row.
    if (ending === null && hasDeleted.current) table.current?.focus()
    hasDeleted.current = false
  }, [ending])

  return (
    <>
      <table ref={table} tabIndex={-1} className={styles.table}>
        <caption className="visually-hidden">Evaluations, newest first</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Compare</span>
            </th>
            <th scope="col">Evaluation</th>
            <th scope="col">Status</th>
            <th scope="col" className={styles.number}>
              AP
            </th>
            <th scope="col" className={styles.number}>
              AP50
            </th>
            <th scope="col">Asked for</th>
            <th scope="col">
              <span className="visually-hidden">End</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <Row key={row.id} row={row} chosen={chosen} onChoose={onChoose} onEnd={() => end(row)} />
          ))}
        </tbody>
      </table>
      {ending && (
        <EvaluationsEndDialog
          evaluation={rows.find(({ id }) => id === ending.id) ?? ending}
          onClose={() => end(null)}
          onChanged={onChanged}
          onDeleted={id => {
            hasDeleted.current = true
            onDeleted(id)
          }}
        />
      )}
    </>
  )
}

type RowProps = Pick<Props, 'chosen' | 'onChoose'> & { row: EvaluationRow; onEnd: () => void }

function Row({ row, chosen, onChoose, onEnd }: RowProps) {
  const { id, tags, dataset, name, model, result, createdAt } = row
  const title = evaluationTitle(row)
  const isChosen = chosen.some(each => each.id === id)
  const why = isChosen ? null : whyNotCompared(row, chosen)
  const ids = chosen.map(({ id }) => id)
  return (
    <tr>
      <td className={styles.choice}>
        <label title={why ?? undefined}>
          <input
            type="checkbox"
            checked={isChosen}
            disabled={why !== null}
            onChange={() => onChoose(isChosen ? ids.filter(each => each !== id) : [...ids, id])}
          />
          <span className="visually-hidden">
            Compare {title}
            {why && `: ${why}`}
          </span>
        </label>
      </td>
      <th scope="row" className={styles.name}>
        <Link href={`/evaluations/${id}`}>{title}</Link>
        <span>
          {name !== null && `${model?.name ?? 'Results from elsewhere'} on ${dataset.name}`}
          {tags.length > 0 && ` ${tags.map(tag => `#${tag}`).join(' ')}`}
        </span>
        {why && chosen.length > 0 && chosen.length < 2 && <span className={styles.why}>{why}</span>}
      </th>
      <td>
        <Status row={row} />
      </td>
      <td className={styles.number} data-label="AP">
        {formatPoints(result?.summary.ap)}
      </td>
      <td className={styles.number} data-label="AP50">
        {formatPoints(result?.summary.ap50)}
      </td>
      <td className={styles.when}>
        <time dateTime={createdAt}>{formatMoment(createdAt)}</time>
      </td>
      <td className={styles.end}>
        <Button look="plain" onClick={onEnd} aria-label={`${isAtWork(row) ? 'Cancel or delete' : 'Delete'} ${title}`}>
          {isAtWork(row) ? 'Cancel' : 'Delete'}
        </Button>
      </td>
    </tr>
  )
}

const statuses = {
  COMPLETED: 'Completed',
  FAILED: 'Failed',
  CANCELLED: 'Cancelled',
  QUEUED: 'Queued',
  RUNNING: 'Running',
}

function Status({ row }: { row: EvaluationRow }) {
  const { status, progress } = row
  if (status !== 'RUNNING') return <span data-status={status}>{statuses[status]}</span>
  return (
    <Meter
      label={`Running · ${progressWords(row)}`}
      value={progress.total === 0 ? undefined : progress.done / progress.total}
    />
  )
}
