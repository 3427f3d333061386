import type { ReactNode } from 'react'
import styles from './Chip.module.css'

type Props = {
  pressed: boolean
  onToggle: () => void
  /** of the dot before the text */
  color?: string
  /** said after the text */
  count?: string
  children: ReactNode
}

/** A switch for one of many, such as a category. */
export function Chip({ pressed, onToggle, color, count, children }: Props) {
  return (
    <button type="button" className={styles.chip} aria-pressed={pressed} onClick={onToggle}>
      {color && <span className={styles.dot} style={{ background: color }} />}
      {children}
      {count !== undefined && <span className={styles.count}>{count}</span>}
    </button>
  )
}
