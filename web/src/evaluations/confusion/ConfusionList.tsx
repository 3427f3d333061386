import { formatCount } from '../../parts/formatNumber.ts'
import type { Category } from '../chosenCategories.ts'
import styles from './ConfusionList.module.css'
import type { CellKey } from './ConfusionMatrix.tsx'
import { cellWords } from './cellWords.ts'

type Cell = { readonly actual: Category | null; readonly predicted: Category | null; readonly count: number }
type Props = { cells: readonly Cell[]; onOpen: (cell: CellKey) => void }

/** The largest cells in words, each with its images behind it. */
export function ConfusionList({ cells, onOpen }: Props) {
  if (cells.length === 0) return <p className={styles.none}>Nothing was taken for anything else at these thresholds.</p>
  return (
    <ol className={styles.list} aria-label="The largest confusions">
      {cells.map(({ actual, predicted, count }) => (
        <li key={`${actual?.fileId} ${predicted?.fileId}`}>
          <button
            type="button"
            onClick={() => onOpen({ actual: actual?.fileId ?? null, predicted: predicted?.fileId ?? null })}
          >
            <span className={styles.count}>{formatCount(count)} ×</span> {cellWords(actual, predicted)}
          </button>
        </li>
      ))}
    </ol>
  )
}
