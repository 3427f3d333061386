import { Chip } from '../parts/Chip.tsx'
import { colorOfCategory } from '../parts/colorOfCategory.ts'
import { formatCount } from '../parts/formatNumber.ts'
import type { RunBox } from './compareRuns.ts'
import styles from './ImageRuns.module.css'

type Props = {
  /** what could be shown of each run */
  found: readonly (readonly RunBox[])[]
  /** none for all */
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
}

/** Chooses of which categories the boxes are drawn; with none chosen, of all. */
export function CategoryChips({ found, chosen, onChange }: Props) {
  const lists = found.map(boxes => Map.groupBy(boxes, ({ category }) => category.name))
  const names = new Set([...chosen, ...lists.flatMap(list => [...list.keys()])])
  const toggle = (name: string) =>
    onChange(chosen.includes(name) ? chosen.filter(each => each !== name) : [...chosen, name])
  return (
    <fieldset className={styles.chips}>
      <legend className="visually-hidden">Categories that are shown</legend>
      {names.size === 0 && <p className={styles.none}>No detection has this score.</p>}
      {[...names]
        .sort((a, b) => a.localeCompare(b))
        .map(name => (
          <Chip
            key={name}
            pressed={chosen.includes(name)}
            color={colorOfCategory(name)}
            count={lists.map(list => formatCount(list.get(name)?.length ?? 0)).join(' / ')}
            onToggle={() => toggle(name)}
          >
            {name}
          </Chip>
        ))}
    </fieldset>
  )
}
