import { useRef } from 'react'
import { useQuery } from 'urql'
import { Link, useSearchParams } from 'wouter'
import { EvaluationsDatasetDocument, EvaluationsListDocument } from '../api/generated.ts'
import { usePages } from '../api/usePages.ts'
import { buttonClass } from '../parts/Button.tsx'
import { EmptyState } from '../parts/EmptyState.tsx'
import { Notice } from '../parts/Notice.tsx'
import { Page } from '../parts/Page.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { ShowMore } from '../parts/ShowMore.tsx'
import { useLastDeleted } from '../parts/useLastDeleted.ts'
import { EvaluationsCompareBar } from './EvaluationsCompareBar.tsx'
import { EvaluationsTable } from './EvaluationsTable.tsx'
import { chosenOf } from './evaluationsComparable.ts'
import { evaluationTitle } from './evaluationTitle.ts'
import { useChosenEvaluations } from './useChosenEvaluations.ts'
import { useLiveEvaluations } from './useLiveEvaluations.ts'

const pageSize = 50

/** The address /evaluations: all of them or those on one dataset, newest first; two can be chosen to be compared. */
export default function EvaluationsPage() {
  const [search, setSearch] = useSearchParams()
  const datasetId = search.get('dataset')
  const chosenIds = chosenOf(search.get('chosen'))
  const { nodes, hasMore, loading, problem, more, remove } = usePages(
    EvaluationsListDocument,
    { first: pageSize, filter: datasetId === null ? null : { datasetId } },
    data => data.evaluations,
  )
  const { live, put } = useLiveEvaluations(nodes, datasetId)
  const list = useRef<HTMLTableElement>(null)
  const [deleted, sayDeleted] = useLastDeleted('/evaluations')
  const drop = (ids: readonly string[]) => choose(chosenIds.filter(id => !ids.includes(id)))
  const chosen = useChosenEvaluations(chosenIds, live, drop)

  function choose(ids: readonly string[]) {
    setSearch(
      previous => {
        if (ids.length === 0) previous.delete('chosen')
        else previous.set('chosen', ids.join(','))
        return previous
      },
      { replace: true },
    )
  }

  return (
    <Page
      title="Evaluations"
      lead={
        datasetId === null ? (
          'How good detectors are: their detections scored against datasets.'
        ) : (
          <OnDataset id={datasetId} />
        )
      }
      actions={
        <Link href={datasetId === null ? '/datasets' : `/datasets/${datasetId}#evaluate`} className={buttonClass()}>
          New evaluation
        </Link>
      }
    >
      {deleted !== null && <Notice key={deleted} tone="good" title={`Deleted ${deleted}.`} live />}
      {nodes.length === 0 && !hasMore && !problem && (
        <EmptyState title="There is no evaluation yet">
          <p>
            Choose a dataset, and start one there: of a model, of what was detected before, or of a file of results.
          </p>
          <Link
            href={datasetId === null ? '/datasets' : `/datasets/${datasetId}#evaluate`}
            className={buttonClass('primary')}
          >
            {datasetId === null ? 'Go to the datasets' : 'Start one on this dataset'}
          </Link>
        </EmptyState>
      )}
      {live.length > 0 && (
        <EvaluationsTable
          table={list}
          rows={live}
          chosen={chosen}
          chosenIds={chosenIds}
          onChoose={choose}
          onChanged={row => put([row])}
          onDeleted={row => {
            remove(({ id }) => id === row.id)
            drop([row.id])
            sayDeleted(evaluationTitle(row))
          }}
        />
      )}
      {problem && <ProblemNotice problem={problem} title="The evaluations could not be listed" onRetry={more} />}
      {loading && nodes.length === 0 && <p role="status">Loading …</p>}
      <ShowMore count={nodes.length} hasMore={hasMore} loading={loading} onMore={more} list={list} />
      {(live.length > 1 || chosen.length > 0) && <EvaluationsCompareBar chosen={chosen} onClear={() => choose([])} />}
    </Page>
  )
}

function OnDataset({ id }: { id: string }) {
  const [{ data }] = useQuery({ query: EvaluationsDatasetDocument, variables: { id } })
  return (
    <>
      On <Link href={`/datasets/${id}`}>{data?.dataset?.name ?? 'one dataset'}</Link>.{' '}
      <Link href="/evaluations">Show all evaluations</Link>
    </>
  )
}
