import { Link } from 'wouter'
import { statusWords } from '../parts/evaluationStatus.ts'
import { formatMoment, formatPoints } from '../parts/formatNumber.ts'
import { Panel } from '../parts/Panel.tsx'
import type { DatasetDetail } from './DatasetFacts.tsx'
import styles from './DatasetsList.module.css'

type Props = { id: string; evaluations: DatasetDetail['evaluations'] }

/** The latest evaluations on a dataset. */
export function DatasetEvaluations({ id, evaluations: { nodes, pageInfo } }: Props) {
  return (
    <Panel
      title="Its evaluations"
      actions={
        nodes.length > 0 && (
          <Link href={`/evaluations?dataset=${id}`}>
            {pageInfo.hasNextPage ? 'All of them' : 'Compare and manage them'}
          </Link>
        )
      }
    >
      {nodes.length === 0 ? (
        <p>None yet. Start the first one above.</p>
      ) : (
        <ul className={styles.list}>
          {nodes.map(({ id, name, model, status, createdAt, result }) => (
            <li key={id}>
              <Link href={`/evaluations/${id}`}>{name ?? model?.name ?? 'Results from elsewhere'}</Link>
              <span>{statusWords[status]}</span>
              <span>{result && `AP ${formatPoints(result.summary.ap)}`}</span>
              <time dateTime={createdAt}>{formatMoment(createdAt)}</time>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
