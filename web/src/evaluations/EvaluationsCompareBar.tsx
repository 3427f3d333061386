import { Link } from 'wouter'
import { Button, buttonClass } from '../parts/Button.tsx'
import styles from './EvaluationsPage.module.css'
import { addressOfComparison, type EvaluationRow, whyNotTogether } from './evaluationsComparable.ts'
import { evaluationTitle } from './evaluationTitle.ts'

/** What is chosen for a comparison, and the way to it; stays in sight below the list. */
export function EvaluationsCompareBar({ chosen, onClear }: { chosen: readonly EvaluationRow[]; onClear: () => void }) {
  const why = whyNotTogether(chosen)
  const words = why
    ? `${chosen.map(evaluationTitle).join(' and ')} cannot be compared: ${why.charAt(0).toLowerCase() + why.slice(1)}.`
    : chosen.length === 2
      ? `${chosen.map(evaluationTitle).join(' and ')}: the older one is the baseline.`
      : chosen.length === 1
        ? 'Choose a second one on the same dataset, made by the same rules.'
        : 'Choose two completed evaluations to compare them.'
  return (
    <div className={styles.bar} data-chosen={chosen.length > 0 || undefined}>
      <p role="status">{words}</p>
      {chosen.length > 0 && <Button onClick={onClear}>Clear</Button>}
      {chosen.length === 2 && why === null && (
        <Link href={addressOfComparison(chosen)} className={buttonClass('primary')}>
          Compare
        </Link>
      )}
    </div>
  )
}
