import { type RefObject, useEffect, useRef, useState } from 'react'
import { EvaluationsEndDialog } from './EvaluationsEndDialog.tsx'
import styles from './EvaluationsPage.module.css'
import { EvaluationsRow } from './EvaluationsRow.tsx'
import type { EvaluationRow } from './evaluationsComparable.ts'

type Props = {
  table: RefObject<HTMLTableElement | null>
  rows: readonly EvaluationRow[]
  chosen: readonly EvaluationRow[]
  /** also those whose rows are on their way */
  chosenIds: readonly string[]
  onChoose: (ids: readonly string[]) => void
  onChanged: (row: EvaluationRow) => void
  onDeleted: (row: EvaluationRow) => void
}

/** Evaluations as a table, and as cards where there is no room for one. */
export function EvaluationsTable({ table, rows, chosen, chosenIds, onChoose, onChanged, onDeleted }: Props) {
  const [ending, end] = useState<EvaluationRow | null>(null)
  const hasDeleted = useRef(false)

  useEffect(() => {
    // The button that opened the dialog is gone with its row.
    if (ending === null && hasDeleted.current) table.current?.focus()
    hasDeleted.current = false
  }, [ending, table])

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
            <th scope="col">Started</th>
            <th scope="col">
              <span className="visually-hidden">End</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <EvaluationsRow
              key={row.id}
              row={row}
              chosen={chosen}
              chosenIds={chosenIds}
              onChoose={onChoose}
              onEnd={() => end(row)}
            />
          ))}
        </tbody>
      </table>
      {ending && (
        <EvaluationsEndDialog
          evaluation={rows.find(({ id }) => id === ending.id) ?? ending}
          onClose={() => end(null)}
          onChanged={onChanged}
          onDeleted={row => {
            hasDeleted.current = true
            onDeleted(row)
          }}
        />
      )}
    </>
  )
}
