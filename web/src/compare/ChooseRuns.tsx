import { useId } from 'react'
import { useQuery } from 'urql'
import { Link } from 'wouter'
import { CompareDatasetsDocument, CompareGivenDocument, CompareNewestDocument } from '../api/generated.ts'
import { problemOf } from '../api/problem.ts'
import { usePages } from '../api/usePages.ts'
import { Button, buttonClass } from '../parts/Button.tsx'
import { EmptyState } from '../parts/EmptyState.tsx'
import { Panel } from '../parts/Panel.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import styles from './ChooseRuns.module.css'
import { ChooseSides } from './ChooseSides.tsx'
import type { CompareAddress } from './compareAddress.ts'
import type { ChangeAddress } from './useCompareAddress.ts'

type Props = { address: CompareAddress; change: ChangeAddress }

/** Which two evaluations: a dataset, and two of its completed ones. */
export function ChooseRuns({ address, change }: Props) {
  const datasets = usePages(CompareDatasetsDocument, {}, data => data.datasets)
  const given = address.baseline ?? address.candidate
  const [{ data: named }] = useQuery({
    query: CompareGivenDocument,
    variables: { id: given ?? '' },
    pause: given === null,
  })
  const [{ data: newest, error, fetching }, askAgain] = useQuery({ query: CompareNewestDocument })
  const id = useId()

  const problem = datasets.problem ?? (error ? problemOf(error) : null)
  const isEmpty = newest && newest.evaluations.nodes.length === 0
  const dataset = address.dataset ?? named?.evaluation?.dataset.id ?? newest?.evaluations.nodes[0]?.dataset.id ?? null

  if (problem)
    return (
      <ProblemNotice
        problem={problem}
        title="The evaluations could not be loaded"
        onRetry={() => {
          void datasets.more()
          askAgain({ requestPolicy: 'network-only' })
        }}
      />
    )
  if (isEmpty)
    return (
      <EmptyState title="Nothing to compare yet">
        <p>No evaluation is completed. Upload a dataset, and evaluate two models or two files of results on it.</p>
        <Link href="/datasets" className={buttonClass('primary')}>
          Go to datasets
        </Link>
      </EmptyState>
    )

  return (
    <Panel title="What is compared">
      <div className={styles.choices} aria-busy={fetching}>
        <div className={styles.choice}>
          <label htmlFor={id}>Dataset</label>
          <select
            id={id}
            value={dataset ?? ''}
            onChange={({ currentTarget }) =>
              change({ dataset: currentTarget.value, baseline: null, candidate: null, image: null }, { replace: false })
            }
          >
            {dataset === null && <option value="">Loading…</option>}
            {dataset !== null && !datasets.nodes.some(node => node.id === dataset) && (
              <option value={dataset}>{named?.evaluation?.dataset.name ?? dataset}</option>
            )}
            {datasets.nodes.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
          {datasets.hasMore && datasets.nodes.length > 0 && (
            <Button look="plain" onClick={() => void datasets.more()}>
              List older datasets
            </Button>
          )}
        </div>
        {dataset && <ChooseSides key={dataset} dataset={dataset} address={address} change={change} />}
      </div>
    </Panel>
  )
}
