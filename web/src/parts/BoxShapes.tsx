import { memo } from 'react'
import styles from './BoxedPhoto.module.css'
import type { PhotoBox } from './photoBox.ts'

type Props = {
  boxes: readonly PhotoBox[]
  width: number
  height: number
  /** begins the id of each box as an option of the list around it; without it they are a drawing that says nothing */
  prefix?: string
}

const area = ({ width, height }: PhotoBox) => width * height

/** The boxes alone; drawn anew only when they change, not whenever another one is pointed at. */
export const BoxShapes = memo(function BoxShapes({ boxes, width, height, prefix }: Props) {
  return (
    <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="presentation">
      {[...boxes]
        .sort((a, b) => area(b) - area(a))
        .map(({ id, x, y, width, height, name, note, color, line = 'solid' }) => (
          <g
            key={id}
            data-box={id}
            {...(prefix !== undefined && {
              id: `${prefix}${id}`,
              role: 'option',
              'aria-label': note ? `${name} ${note}` : name,
            })}
          >
            <rect className={styles.casing} data-line={line} x={x} y={y} width={width} height={height} />
            <rect className={styles.edge} data-line={line} x={x} y={y} width={width} height={height} stroke={color} />
          </g>
        ))}
    </svg>
  )
})
