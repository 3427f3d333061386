import { type KeyboardEvent, type MouseEvent, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { formatCount } from '../../parts/formatNumber.ts'
import { useWidth } from '../useWidth.ts'
import styles from './ConfusionMatrix.module.css'
import { cellWords } from './cellWords.ts'
import { MatrixCells } from './MatrixCells.tsx'
import { matrixLayout, placeAt } from './matrixLayout.ts'
import type { Matrix } from './matrixOf.ts'

/** A cell by the categories' ids; null is background. */
export type CellKey = { actual: number | null; predicted: number | null }

type Props = {
  matrix: Matrix
  /** called with a cell that is not 0 */
  onOpen: (cell: CellKey) => void
}

type Place = { row: number; column: number }

const steps: Record<string, readonly [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** A confusion matrix to be looked over with the pointer or the arrow keys; a press on a cell, or Enter, opens it. */
export function ConfusionMatrix({ matrix, onOpen }: Props) {
  const frame = useRef<HTMLDivElement>(null)
  const here = useRef<HTMLDivElement>(null)
  const id = useId()
  const width = useWidth(frame)
  const last = matrix.categories.length
  const [wanted, setPlace] = useState<Place>({ row: 0, column: 0 })
  const place = { row: Math.min(wanted.row, last), column: Math.min(wanted.column, last) }
  const [actual, predicted] = [matrix.categories[place.row] ?? null, matrix.categories[place.column] ?? null]
  const count = matrix.cells.find(({ row, column }) => row === place.row && column === place.column)?.count ?? 0
  const words = `${formatCount(count)} × ${cellWords(actual, predicted)}`
  const layout = matrixLayout(width, matrix.categories)

  function press(event: KeyboardEvent) {
    const step = steps[event.key]
    if (event.key === 'Enter' || event.key === ' ') open(place)
    else if (step) {
      flushSync(() => setPlace({ row: bounded(place.row + step[0]), column: bounded(place.column + step[1]) }))
      here.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    } else return
    event.preventDefault()
  }

  const bounded = (index: number) => Math.min(last, Math.max(0, index))

  function open({ row, column }: Place) {
    const isFilled = matrix.cells.some(cell => cell.row === row && cell.column === column)
    const idOf = (index: number) => matrix.categories[index]?.fileId ?? null
    if (isFilled) onOpen({ actual: idOf(row), predicted: idOf(column) })
  }

  function under(event: MouseEvent<HTMLElement>): Place | null {
    if ((event.target as Element).closest('[data-labels]')) return null
    const { left, top } = event.currentTarget.getBoundingClientRect()
    return placeAt(layout, event.clientX - left, event.clientY - top)
  }

  return (
    <div className={styles.matrix}>
      <div ref={frame} className={styles.frame}>
        {width > 0 && (
          <div
            className={styles.field}
            style={{ width: layout.width, height: layout.height }}
            role="listbox"
            aria-label="Confusion matrix: rows are what is there, columns what was detected"
            aria-activedescendant={id}
            tabIndex={0}
            onKeyDown={press}
            onMouseMove={event => {
              const at = under(event)
              if (at) setPlace(at)
            }}
            onClick={event => {
              const at = under(event)
              if (at) open(at)
            }}
          >
            <MatrixCells matrix={matrix} layout={layout} />
            <div
              ref={here}
              id={id}
              role="option"
              tabIndex={-1}
              aria-selected="true"
              aria-label={words}
              className={styles.here}
              style={{
                left: layout.left + place.column * layout.cell,
                top: layout.top + place.row * layout.cell,
                width: layout.cell,
                height: layout.cell,
                // The labels stay over what scrolls.
                scrollMarginLeft: layout.left,
              }}
            />
          </div>
        )}
      </div>
      <p className={styles.words}>
        <strong>{words}</strong>
        {count > 0 && ' · press it, or Enter, for the images'}
      </p>
    </div>
  )
}
