import { useMemo } from 'react'
import { useQuery } from 'urql'
import { Link } from 'wouter'
import { EvaluationHeadDocument, type EvaluationHeadQuery } from '../api/generated.ts'
import { problemOf } from '../api/problem.ts'
import { EmptyState } from '../parts/EmptyState.tsx'
import { Findings } from '../parts/Findings.tsx'
import { namedApart } from '../parts/namedApart.ts'
import { Page } from '../parts/Page.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { EvaluationActions } from './EvaluationActions.tsx'
import { EvaluationFacts } from './EvaluationFacts.tsx'
import { EvaluationProgress } from './EvaluationProgress.tsx'
import { EvaluationSections } from './EvaluationSections.tsx'
import { evaluationTitle } from './evaluationTitle.ts'
import { Skeleton } from './Skeleton.tsx'
import { useHashSection } from './useHashSection.ts'

type Evaluation = NonNullable<EvaluationHeadQuery['evaluation']>

/** The page of one evaluation: how far it is, or what its numbers are and why. */
export default function EvaluationPage({ id }: { id: string }) {
  const [{ data, error }, ask] = useQuery({
    query: EvaluationHeadDocument,
    variables: { id },
    requestPolicy: 'cache-and-network',
  })
  const again = () => ask({ requestPolicy: 'network-only' })

  if (data?.evaluation) return <Known evaluation={data.evaluation} onFinished={again} />
  if (error)
    return (
      <Page title="Evaluation">
        <ProblemNotice problem={problemOf(error)} title="The evaluation could not be loaded" onRetry={again} />
      </Page>
    )
  if (!data)
    return (
      <Page title="Evaluation">
        <Skeleton height={600} />
      </Page>
    )
  return (
    <Page title="No such evaluation">
      <EmptyState title="There is no evaluation at this address">
        <p>
          It was deleted, or the address is not whole. <Link href="/evaluations">All evaluations</Link> are a step away.
        </p>
      </EmptyState>
    </Page>
  )
}

function Known({ evaluation: given, onFinished }: { evaluation: Evaluation; onFinished: () => void }) {
  const evaluation = useMemo<Evaluation>(() => {
    const { dataset } = given
    return { ...given, dataset: { ...dataset, categories: namedApart(dataset.categories) } }
  }, [given])
  const isCompleted = evaluation.status === 'COMPLETED'
  useHashSection(isCompleted)

  return (
    <Page
      title={evaluationTitle(evaluation)}
      lead={<EvaluationFacts evaluation={evaluation} />}
      actions={<EvaluationActions evaluation={evaluation} />}
    >
      {evaluation.warnings.length > 0 && <Findings findings={evaluation.warnings} />}
      {isCompleted ? (
        <EvaluationSections evaluation={evaluation} />
      ) : (
        <EvaluationProgress id={evaluation.id} onFinished={onFinished} />
      )}
    </Page>
  )
}
