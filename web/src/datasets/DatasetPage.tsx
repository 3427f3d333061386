import { useQuery } from 'urql'
import { Link } from 'wouter'
import { DatasetDetailDocument } from '../api/generated.ts'
import { problemOf } from '../api/problem.ts'
import { forgetPages } from '../api/usePages.ts'
import { buttonClass } from '../parts/Button.tsx'
import { EmptyState } from '../parts/EmptyState.tsx'
import { Findings } from '../parts/Findings.tsx'
import { Page } from '../parts/Page.tsx'
import { Panel } from '../parts/Panel.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { DatasetCategories } from './DatasetCategories.tsx'
import { DatasetEvaluations } from './DatasetEvaluations.tsx'
import { DatasetFacts } from './DatasetFacts.tsx'
import { DatasetImages } from './DatasetImages.tsx'
import { DatasetPhotos } from './DatasetPhotos.tsx'
import { DeleteDataset } from './DeleteDataset.tsx'
import { StartEvaluation } from './StartEvaluation.tsx'

/** The address of one dataset: what is in it, its photos, and evaluations on it. */
export default function DatasetPage({ id }: { id: string }) {
  const [{ data, error, stale }, ask] = useQuery({
    query: DatasetDetailDocument,
    variables: { id },
    requestPolicy: 'cache-and-network',
  })
  const dataset = data?.dataset

  function askAnew() {
    forgetPages()
    ask({ requestPolicy: 'network-only' })
  }

  if (!dataset)
    return (
      <Page title="Dataset">
        {error ? (
          <ProblemNotice problem={problemOf(error)} title="The dataset could not be loaded" onRetry={askAnew} />
        ) : data && !stale ? (
          <EmptyState title="There is no such dataset">
            <p>It may have been deleted.</p>
            <Link href="/datasets" className={buttonClass()}>
              All datasets
            </Link>
          </EmptyState>
        ) : (
          <div style={{ minHeight: '100vh' }} />
        )}
      </Page>
    )

  return (
    <Page
      title={dataset.name}
      actions={
        <>
          <a href="#evaluate" className={buttonClass('primary')}>
            Evaluate a detector
          </a>
          <DeleteDataset id={id} name={dataset.name} />
        </>
      }
    >
      <DatasetFacts dataset={dataset} />
      {dataset.warnings.length > 0 && (
        <Panel title="What was noticed when it was read">
          <Findings findings={dataset.warnings} />
        </Panel>
      )}
      <DatasetPhotos dataset={dataset} onAdded={askAnew} />
      <StartEvaluation dataset={dataset} />
      <DatasetEvaluations id={id} evaluations={dataset.evaluations} />
      <DatasetCategories categories={dataset.categories} />
      <DatasetImages key={dataset.photoCount} dataset={dataset} />
    </Page>
  )
}
