import { useId, useState } from 'react'
import { useQuery } from 'urql'
import { Link } from 'wouter'
import { type EvaluationHeadQuery, EvaluationSiblingsDocument } from '../api/generated.ts'
import { buttonClass } from '../parts/Button.tsx'
import { formatMoment } from '../parts/formatNumber.ts'
import styles from './CompareChoice.module.css'
import { whyNotCompared } from './evaluationsComparable.ts'

type Evaluation = NonNullable<EvaluationHeadQuery['evaluation']>

/** Another evaluation of the same dataset by the same rules, to compare this one with; says so where there is none. */
export function CompareChoice({ evaluation: { id, dataset } }: { evaluation: Evaluation }) {
  const select = useId()
  const [wanted, want] = useState('')
  const [{ data }] = useQuery({
    query: EvaluationSiblingsDocument,
    variables: { id, dataset: dataset.id },
    requestPolicy: 'cache-and-network',
  })
  const self = data?.evaluation
  const others = self
    ? data.evaluations.nodes.filter(other => other.id !== id && whyNotCompared(other, [self]) === null)
    : []
  const baseline = others.find(other => other.id === wanted) ?? others[0]
  return (
    <div className={styles.compare}>
      <label htmlFor={select}>Compare with</label>
      <select
        id={select}
        value={baseline?.id ?? ''}
        disabled={!baseline}
        onChange={event => want(event.currentTarget.value)}
      >
        {!baseline && <option value="">{data ? 'none by these rules yet' : '…'}</option>}
        {others.map(({ id, name, model, createdAt }) => (
          <option key={id} value={id}>
            {name ?? model?.name ?? 'Results from elsewhere'}, {formatMoment(createdAt)}
          </option>
        ))}
      </select>
      {baseline ? (
        <Link href={`/compare?baseline=${baseline.id}&candidate=${id}`} className={buttonClass()}>
          Compare
        </Link>
      ) : (
        <span className={buttonClass()} aria-hidden="true" data-off>
          Compare
        </span>
      )}
    </div>
  )
}
