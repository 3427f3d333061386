import { Link } from 'wouter'
import { Button } from '../parts/Button.tsx'
import { isAtWork, statusWords } from '../parts/evaluationStatus.ts'
import { formatMoment, formatPoints } from '../parts/formatNumber.ts'
import { Meter } from '../parts/Meter.tsx'
import styles from './EvaluationsPage.module.css'
import { progressWords } from './evaluationProgressWords.ts'
import { type EvaluationRow, whyNotCompared } from './evaluationsComparable.ts'
import { evaluationTitle } from './evaluationTitle.ts'

type Props = {
  row: EvaluationRow
  chosen: readonly EvaluationRow[]
  chosenIds: readonly string[]
  onChoose: (ids: readonly string[]) => void
  /** called where it is to be cancelled or deleted */
  onEnd: () => void
}

/** One evaluation of the list; why it cannot be chosen is said where one is chosen. */
export function EvaluationsRow({ row, chosen, chosenIds, onChoose, onEnd }: Props) {
  const { id, tags, dataset, name, model, result, createdAt } = row
  const title = evaluationTitle(row)
  const isChosen = chosenIds.includes(id)
  const why = isChosen ? null : whyNotCompared(row, chosen)
  return (
    <tr>
      <td className={styles.choice}>
        <label title={why ?? undefined}>
          <input
            type="checkbox"
            checked={isChosen}
            disabled={why !== null}
            onChange={() => onChoose(isChosen ? chosenIds.filter(each => each !== id) : [...chosenIds, id])}
          />
          <span className="visually-hidden">
            Compare {title}
            {why && `: ${why}`}
          </span>
        </label>
      </td>
      <th scope="row" className={styles.name}>
        <Link href={`/evaluations/${id}`}>{title}</Link>
        <span>
          {name !== null && `${model?.name ?? 'Results from elsewhere'} on ${dataset.name}`}
          {tags.length > 0 && ` ${tags.map(tag => `#${tag}`).join(' ')}`}
        </span>
        {why && chosen.length > 0 && chosen.length < 2 && <span className={styles.why}>{why}</span>}
      </th>
      <td>
        <Status row={row} />
      </td>
      <td className={styles.number} data-label="AP">
        {formatPoints(result?.summary.ap)}
      </td>
      <td className={styles.number} data-label="AP50">
        {formatPoints(result?.summary.ap50)}
      </td>
      <td className={styles.when}>
        <time dateTime={createdAt}>{formatMoment(createdAt)}</time>
      </td>
      <td className={styles.end}>
        <Button
          look="plain"
          className={styles.delete ?? ''}
          onClick={onEnd}
          aria-label={`${isAtWork(row) ? 'Cancel or delete' : 'Delete'} ${title}`}
        >
          {isAtWork(row) ? 'Cancel …' : 'Delete …'}
        </Button>
      </td>
    </tr>
  )
}

function Status({ row }: { row: EvaluationRow }) {
  const { status, progress } = row
  if (status !== 'RUNNING') return <span data-status={status}>{statusWords[status]}</span>
  return (
    <Meter
      label={`Running · ${progressWords(row)}`}
      value={progress.total === 0 ? undefined : progress.done / progress.total}
    />
  )
}
