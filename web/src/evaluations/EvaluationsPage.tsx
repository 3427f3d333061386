import { useQuery } from 'urql'
import { Link, useSearchParams } from 'wouter'
import { EvaluationsDatasetDocument, EvaluationsListDocument } from '../api/generated.ts'
import { usePages } from '../api/usePages.ts'
import { Button, buttonClass } from '../parts/Button.tsx'
import { EmptyState } from '../parts/EmptyState.tsx'
import { Page } from '../parts/Page.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { EvaluationsCompareBar } from './EvaluationsCompareBar.tsx'
import { EvaluationsTable } from './EvaluationsTable.tsx'
import { useLiveEvaluations } from './useLiveEvaluations.ts'

const pageSize = 50

/** The address /evaluations: all of them or those on one dataset, newest first; two can be chosen to be compared. */
export default function EvaluationsPage() {
  const [search, setSearch] = useSearchParams()
  const datasetId = search.get('dataset')
  const chosenIds = (search.get('chosen') ?? '').split(',').filter(id => id !== '')
  const { nodes, hasMore, loading, problem, more, remove } = usePages(
    EvaluationsListDocument,
    { first: pageSize, filter: datasetId === null ? null : { datasetId } },
    data => data.evaluations,
  )
  const { live, put } = useLiveEvaluations(nodes, datasetId)
  const chosen = live.filter(({ id }) => chosenIds.includes(id))

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
          rows={live}
          chosen={chosen}
          onChoose={choose}
          onChanged={row => put([row])}
          onDeleted={id => {
            remove(row => row.id === id)
            choose(chosenIds.filter(each => each !== id))
          }}
        />
      )}
      {problem && <ProblemNotice problem={problem} title="The evaluations could not be listed" onRetry={more} />}
      {loading && nodes.length === 0 && <p role="status">Loading …</p>}
      {nodes.length > 0 && hasMore && (
        <div>
          <Button onClick={more} aria-disabled={loading}>
            Show more
          </Button>
        </div>
      )}
      {live.length > 1 && <EvaluationsCompareBar chosen={chosen} onClear={() => choose([])} />}
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
