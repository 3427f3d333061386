import { memo } from 'react'
import styles from './BoxedPhoto.module.css'
import type { PhotoBox } from './photoBox.ts'

type Props = { boxes: readonly PhotoBox[]; width: number; height: number; prefix: string }

const area = ({ width, height }: PhotoBox) => width * height

/** The boxes alone; drawn anew only when they change, not whenever another one is pointed at. */
export const BoxShapes = memo(function BoxShapes({ boxes, width, height, prefix }: Props) {
  return (
    <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="presentation">
      {[...boxes]
        .sort((a, b) => area(b) - area(a))
        .map(({ id, x, y, width, height, name, note, color, dashed }) => (
          <g key={id} id={`${prefix}${id}`} data-box={id} role="option" aria-label={note ? `${name} ${note}` : name}>
            <rect className={styles.casing} x={x} y={y} width={width} height={height} />
            <rect
              className={dashed ? styles.dashed : styles.edge}
              x={x}
              y={y}
              width={width}
              height={height}
              stroke={color}
            />
          </g>
        ))}
    </svg>
  )
})
