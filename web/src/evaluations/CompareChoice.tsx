import { useId, useState } from 'react'
import { useQuery } from 'urql'
import { Link } from 'wouter'
import { type EvaluationHeadQuery, EvaluationSiblingsDocument } from '../api/generated.ts'
import { buttonClass } from '../parts/Button.tsx'
import { formatMoment } from '../parts/formatNumber.ts'
import styles from './CompareChoice.module.css'

type Evaluation = NonNullable<EvaluationHeadQuery['evaluation']>

/** Another evaluation of the same dataset by the same rules, to compare this one with; nothing where there is none. */
export function CompareChoice({ evaluation: { id, dataset, profile } }: { evaluation: Evaluation }) {
  const select = useId()
  const [wanted, want] = useState('')
  const [{ data }] = useQuery({ query: EvaluationSiblingsDocument, variables: { dataset: dataset.id } })
  const others = data?.evaluations.nodes.filter(other => other.id !== id && other.profile === profile) ?? []
  if (others.length === 0) return null

  const baseline = others.find(other => other.id === wanted) ?? others[0]!
  return (
    <div className={styles.compare}>
      <label htmlFor={select}>Compare with</label>
      <select id={select} value={baseline.id} onChange={event => want(event.currentTarget.value)}>
        {others.map(({ id, name, model, createdAt }) => (
          <option key={id} value={id}>
            {name ?? model?.name ?? 'Results from elsewhere'}, {formatMoment(createdAt)}
          </option>
        ))}
      </select>
      <Link href={`/compare?baseline=${baseline.id}&candidate=${id}`} className={buttonClass()}>
        Compare
      </Link>
    </div>
  )
}
