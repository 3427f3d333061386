import { useId } from 'react'
import { useQuery } from 'urql'
import { Link } from 'wouter'
import { CompareChoicesDocument, CompareGivenDocument, type CompareSideFragment } from '../api/generated.ts'
import { usePages } from '../api/usePages.ts'
import { Button } from '../parts/Button.tsx'
import { Notice } from '../parts/Notice.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import styles from './ChooseRuns.module.css'
import type { CompareAddress } from './compareAddress.ts'
import { sideLine } from './sideName.ts'
import type { ChangeAddress } from './useCompareAddress.ts'

type Props = { dataset: string; address: CompareAddress; change: ChangeAddress }

/** Baseline and candidate among the completed evaluations of a dataset. */
export function ChooseSides({ dataset, address, change }: Props) {
  const { nodes, hasMore, loading, problem, more } = usePages(
    CompareChoicesDocument,
    { dataset },
    data => data.evaluations,
  )
  const { baseline, candidate } = address
  const choose = (part: Partial<CompareAddress>) => change({ dataset, image: null, ...part }, { replace: false })

  if (problem)
    return (
      <ProblemNotice
        problem={problem}
        title="The evaluations of this dataset could not be loaded"
        onRetry={() => void more()}
      />
    )
  return (
    <>
      <SideSelect
        label="Baseline"
        sides={nodes}
        chosen={baseline}
        loading={loading}
        choose={baseline => choose({ baseline })}
      />
      <Button
        className={styles.swap}
        disabled={!baseline && !candidate}
        onClick={() => choose({ baseline: candidate, candidate: baseline })}
      >
        <span aria-hidden="true">⇄</span> Swap
      </Button>
      <SideSelect
        label="Candidate"
        sides={nodes}
        chosen={candidate}
        loading={loading}
        choose={candidate => choose({ candidate })}
      />
      {hasMore && nodes.length > 0 && (
        <Button look="plain" onClick={() => void more()}>
          List older evaluations
        </Button>
      )}
      {!hasMore && nodes.length < 2 && (
        <div className={styles.whole}>
          <Notice tone="info">
            <p>
              This dataset has {nodes.length === 1 ? 'one completed evaluation' : 'no completed evaluation'}; two are
              needed. <Link href={`/datasets/${dataset}`}>Evaluate another model on it.</Link>
            </p>
          </Notice>
        </div>
      )}
    </>
  )
}

type SideProps = {
  label: string
  sides: readonly CompareSideFragment[]
  chosen: string | null
  loading: boolean
  choose: (id: string | null) => void
}

function SideSelect({ label, sides, chosen, loading, choose }: SideProps) {
  const id = useId()
  const isListed = sides.some(side => side.id === chosen)
  const [{ data }] = useQuery({
    query: CompareGivenDocument,
    variables: { id: chosen ?? '' },
    pause: chosen === null || isListed || loading,
  })
  const given = data?.evaluation
  return (
    <div className={styles.choice}>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={chosen ?? ''} onChange={({ currentTarget }) => choose(currentTarget.value || null)}>
        <option value="">{loading ? 'Loading…' : 'Choose an evaluation'}</option>
        {chosen !== null && !isListed && <option value={chosen}>{given ? sideLine(given) : chosen}</option>}
        {sides.map(side => (
          <option key={side.id} value={side.id}>
            {sideLine(side)}
          </option>
        ))}
      </select>
      <span className={styles.open}>{chosen && <Link href={`/evaluations/${chosen}`}>Open this evaluation</Link>}</span>
    </div>
  )
}
