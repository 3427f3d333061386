import { colorOfCategory } from '../parts/colorOfCategory.ts'
import { formatCount, formatCounted, formatScore } from '../parts/formatNumber.ts'
import styles from './FoundList.module.css'
import type { Run } from './photo.ts'
import { type DetectFilter, shownDetections } from './shownDetections.ts'

type Props = { shown: ReturnType<typeof shownDetections>; run: Run; filter: DetectFilter }

/** Lines that a card has room for. */
const most = 8

/** What was found, in words: the highest scores first, and how many more there are. */
export function FoundList({ shown, run, filter }: Props) {
  const left = shown.length > most ? shown.length - most + 1 : 0
  if (shown.length === 0) {
    const others = filter.categories.length > 0 ? shownDetections(run, { ...filter, categories: [] }).length : 0
    return (
      <p className={styles.none}>
        {others > 0
          ? `Nothing of the chosen categories, ${formatCounted(others, 'object')} of others. Choose “All” to see them.`
          : 'Nothing at this score. Lower it to see more.'}
      </p>
    )
  }
  return (
    <ul className={styles.found}>
      {shown.slice(0, shown.length - left).map(({ id, category, score }) => (
        <li key={id}>
          <span className={styles.dot} style={{ background: colorOfCategory(category.name) }} />
          <span className={styles.name}>{category.name}</span>
          <span className={styles.score}>{formatScore(score)}</span>
        </li>
      ))}
      {left > 0 && <li className={styles.more}>and {formatCount(left)} more</li>}
    </ul>
  )
}
