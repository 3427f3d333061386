import { useRef } from 'react'
import { Chip } from '../parts/Chip.tsx'
import { colorOfCategory } from '../parts/colorOfCategory.ts'
import { formatCount } from '../parts/formatNumber.ts'
import { ScoreSlider } from '../parts/ScoreSlider.tsx'
import styles from './FilterBar.module.css'
import type { useDetectFilter } from './useDetectFilter.ts'

type Props = ReturnType<typeof useDetectFilter> & { counts: readonly (readonly [string, number])[] }

/** Score and categories for all photos; stays in sight while one scrolls. */
export function FilterBar({ filter, setMinScore, toggleCategory, chooseAllCategories, counts }: Props) {
  const chips = useRef<HTMLDivElement>(null)
  const total = counts.reduce((sum, [, count]) => sum + count, 0)

  function toggle(name: string, count: number) {
    toggleCategory(name)
    // Chosen or not here, without a count it goes.
    if (count === 0) chips.current?.querySelector('button')?.focus()
  }

  return (
    <div className={styles.bar}>
      <ScoreSlider label="Score" value={filter.minScore} onChange={setMinScore} />
      <div ref={chips} className={styles.categories}>
        <Chip pressed={filter.categories.length === 0} onToggle={chooseAllCategories} count={formatCount(total)}>
          All
        </Chip>
        <ul className={styles.chips} aria-label="Categories">
          {counts.map(([name, count]) => (
            <li key={name}>
              <Chip
                pressed={filter.categories.includes(name)}
                onToggle={() => toggle(name, count)}
                color={colorOfCategory(name)}
                count={formatCount(count)}
              >
                {name}
              </Chip>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
