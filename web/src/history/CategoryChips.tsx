import { Chip } from '../parts/Chip.tsx'
import { colorOfCategory } from '../parts/colorOfCategory.ts'
import { formatCount } from '../parts/formatNumber.ts'
import styles from './ImageRuns.module.css'

type Props = {
  /** of each detection that could be shown */
  names: readonly string[]
  /** none for all */
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
}

/** Chooses of which categories the boxes are drawn; with none chosen, of all. */
export function CategoryChips({ names, chosen, onChange }: Props) {
  const counts = new Map(chosen.map(name => [name, 0]))
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  const toggle = (name: string) =>
    onChange(chosen.includes(name) ? chosen.filter(each => each !== name) : [...chosen, name])
  return (
    <fieldset className={styles.chips}>
      <legend className="visually-hidden">Categories that are shown</legend>
      {counts.size === 0 && <p className={styles.none}>No detection has this score.</p>}
      {[...counts]
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([name, count]) => (
          <Chip
            key={name}
            pressed={chosen.includes(name)}
            color={colorOfCategory(name)}
            count={formatCount(count)}
            onToggle={() => toggle(name)}
          >
            {name}
          </Chip>
        ))}
    </fieldset>
  )
}
