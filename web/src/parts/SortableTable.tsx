import { type ReactNode, useMemo, useRef, useState } from 'react'
import { Button } from './Button.tsx'
import { formatCount } from './formatNumber.ts'
import styles from './SortableTable.module.css'

/** A column of a table. */
export type Column<Row> = {
  /** its own within the table */
  key: string
  title: string
  /** what rows are sorted by; null comes last in both directions */
  value: (row: Row) => number | string | null
  /** what is shown; without it the value */
  render?: (row: Row) => ReactNode
  align?: 'left' | 'right'
}

/** By which column rows are sorted, the largest first where `descending`. */
export type Sort = { key: string; descending: boolean }

type Props<Row> = {
  /** what the table is, for screen readers */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string | number
  /** sorted so at first */
  sortBy: Sort
  /** called when a header is pressed, to keep what was chosen */
  onSort?: (sort: Sort) => void
  /** so many rows until more are asked for */
  shownAtFirst?: number
}

/** So many rows more a press: thousands at once would hold up the page. */
const shownMore = 100

/** A table whose headers sort it. The first column names the rows. */
export function SortableTable<Row>({ caption, columns, rows, rowKey, sortBy, onSort, shownAtFirst = 100 }: Props<Row>) {
  const [sort, setSort] = useState(sortBy)
  const [shown, show] = useState(shownAtFirst)
  const table = useRef<HTMLDivElement>(null)
  const sortAnew = (next: Sort) => {
    setSort(next)
    onSort?.(next)
  }
  const sorted = useMemo(() => {
    const value = columns.find(({ key }) => key === sort.key)!.value
    const sign = sort.descending ? -1 : 1
    return [...rows].sort((left, right) => {
      const [a, b] = [value(left), value(right)]
      if (a === null || b === null) return Number(a === null) - Number(b === null)
      return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b)))
    })
  }, [columns, rows, sort])

  const left = rows.length - shown

  function showRest() {
    show(shown + shownMore)
    // The button that has the focus goes with the last rows.
    if (left <= shownMore) table.current?.focus({ preventScroll: true })
  }

  return (
    <>
      <div className={styles.scroll} ref={table} tabIndex={-1}>
        <table className={styles.table}>
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              {columns.map(({ key, title, align = 'right' }) => {
                const isSorted = key === sort.key
                const order = isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none'
                return (
                  <th key={key} scope="col" aria-sort={order} className={styles[align]}>
                    <button
                      type="button"
                      onClick={() => sortAnew({ key, descending: isSorted ? !sort.descending : align === 'right' })}
                    >
                      {title}
                      <span aria-hidden="true">{isSorted ? (sort.descending ? '↓' : '↑') : ''}</span>
                    </button>
                  </th>
                )
              })}
            </tr>
          </thead>
          <tbody>
            {sorted.slice(0, shown).map(row => (
              <tr key={rowKey(row)}>
                {columns.map(({ key, value, render, align = 'right' }, index) => {
                  const content = render ? render(row) : value(row)
                  return index === 0 ? (
                    <th key={key} scope="row" className={styles[align]}>
                      {content}
                    </th>
                  ) : (
                    <td key={key} className={styles[align]}>
                      {content}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {left > 0 && (
        <Button onClick={showRest}>
          {left <= shownMore
            ? `Show all ${formatCount(rows.length)} rows`
            : `Show ${shownMore} more of ${formatCount(rows.length)} rows`}
        </Button>
      )}
    </>
  )
}
