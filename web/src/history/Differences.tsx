import { Chip } from '../parts/Chip.tsx'
import { formatCounted } from '../parts/formatNumber.ts'
import { type compareRuns, type RunBox, tally } from './compareRuns.ts'
import styles from './ImageRuns.module.css'

type Props = {
  compared: ReturnType<typeof compareRuns>
  /** of the models, left and right */
  names: readonly [string, string]
  isOnly: boolean
  onToggle: () => void
}

const listed = (boxes: readonly RunBox[]) => tally(boxes.map(({ category }) => category.name)) || 'nothing'

/** What two runs have in common and what only one of them has, in words. */
export function Differences({
  compared: { both, onlyLeft, onlyRight },
  names: [left, right],
  isOnly,
  onToggle,
}: Props) {
  return (
    <div className={styles.differences}>
      <p>
        Both found {formatCounted(both, 'object')}. Only {left} on the left: {listed(onlyLeft)}. Only {right} on the
        right: {listed(onlyRight)}.
      </p>
      <Chip pressed={isOnly} onToggle={onToggle}>
        Show only what differs
      </Chip>
    </div>
  )
}
