import { formatCount } from '../parts/formatNumber.ts'
import styles from './CountsPanel.module.css'

/** How often a category was found. */
export type CategoryCount = { readonly name: string; readonly count: number }

type Props = {
  /** the largest first */
  counts: readonly CategoryCount[]
  /** names that are filtered by */
  chosen: readonly string[]
  onToggle: (name: string) => void
}

/** The longest bar ends before its number does. */
const longest = 78

/** Counts as lying bars; pressing one filters by its category, pressing it again does no longer. */
export function CategoryBars({ counts, chosen, onToggle }: Props) {
  const most = counts[0]?.count ?? 1
  return (
    <ul className={styles.bars} aria-label="Detections by category">
      {counts.map(({ name, count }) => (
        <li key={name}>
          <button
            type="button"
            className={styles.bar}
            aria-pressed={chosen.includes(name)}
            onClick={() => onToggle(name)}
          >
            <span className={styles.barName}>{name}</span>
            <span className={styles.track}>
              <span className={styles.fill} style={{ width: `${(longest * count) / most}%` }} />
              {formatCount(count)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
