import { memo } from 'react'
import { formatCount } from '../../parts/formatNumber.ts'
import styles from './ConfusionMatrix.module.css'
import type { MatrixLayout } from './matrixLayout.ts'
import { type Matrix, strengthsOf } from './matrixOf.ts'

type Props = { matrix: Matrix; layout: MatrixLayout }

/** From this size on a cell has room for its number. */
const readable = 22
const longest = 15

const shortened = (name: string) => (name.length > longest ? `${name.slice(0, longest - 1)}…` : name)

/** Labels and cells; drawn anew only when they change, not whenever another one is pointed at. */
export const MatrixCells = memo(function MatrixCells({ matrix, layout }: Props) {
  const { left, top, cell, count, width, height } = layout
  const strengths = strengthsOf(matrix.cells)
  const names = [...matrix.categories.map(({ name }) => shortened(name)), 'nothing']
  const hasNumbers = cell >= readable
  // Below numbers the colour stays so light that the text is read.
  const [weakest, strongest] = hasNumbers ? [12, 55] : [30, 100]
  const middle = cell / 2
  const style = { fontSize: Math.min(12, cell - 1) }
  return (
    <>
      <svg className={styles.rows} data-labels width={left} height={height} aria-hidden="true" style={style}>
        {names.map((name, index) => (
          <text
            key={matrix.categories[index]?.fileId ?? 'background'}
            className={styles.label}
            x={left - 6}
            y={top + index * cell + middle}
            textAnchor="end"
            dominantBaseline="central"
          >
            {name}
          </text>
        ))}
      </svg>
      <svg className={styles.cells} width={width} height={height} aria-hidden="true" style={style}>
        <rect className={styles.ground} x={left} y={top} width={count * cell} height={count * cell} />
        {names.map((name, index) => (
          <text
            key={matrix.categories[index]?.fileId ?? 'background'}
            className={styles.label}
            transform={`translate(${left + index * cell + middle} ${top - 6}) rotate(-90)`}
            dominantBaseline="central"
          >
            {name}
          </text>
        ))}
        {matrix.cells.map(({ row, column, count }, index) => (
          <g key={`${row} ${column}`}>
            <rect
              x={left + column * cell}
              y={top + row * cell}
              width={cell - 1}
              height={cell - 1}
              fill={`color-mix(in oklab, var(${row === column ? '--accent' : '--bad'}) ${weakest + strengths[index]! * (strongest - weakest)}%, var(--surface))`}
            />
            {hasNumbers && (
              <text
                className={styles.count}
                x={left + column * cell + middle}
                y={top + row * cell + middle}
                dominantBaseline="central"
                textAnchor="middle"
              >
                {formatCount(count)}
              </text>
            )}
          </g>
        ))}
      </svg>
    </>
  )
})
