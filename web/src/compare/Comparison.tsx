import { useQuery } from 'urql'
import { CompareFactsDocument, CompareNumbersDocument, type CompareNumbersQuery } from '../api/generated.ts'
import { problemOf } from '../api/problem.ts'
import { focusTitle } from '../parts/focusTitle.ts'
import { formatCount } from '../parts/formatNumber.ts'
import { Notice } from '../parts/Notice.tsx'
import { Panel } from '../parts/Panel.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { CategoriesPanel } from './CategoriesPanel.tsx'
import { ChangedImagesPanel } from './ChangedImagesPanel.tsx'
import type { CompareAddress } from './compareAddress.ts'
import { DrawsForm } from './DrawsForm.tsx'
import { MetricsPanel } from './MetricsPanel.tsx'
import type { ChangeAddress } from './useCompareAddress.ts'
import { VerdictPanel } from './VerdictPanel.tsx'

/** The two that are compared. */
export type ComparedIds = { baseline: string; candidate: string }

type Props = { ids: ComparedIds; address: CompareAddress; change: ChangeAddress }

/** What is said of two evaluations, or why they cannot be compared. */
export function Comparison({ ids, address, change }: Props) {
  const { replicates, seed, confidence } = address
  const draws = { replicates, seed, confidence }
  const [facts, askFacts] = useQuery({ query: CompareFactsDocument, variables: { ...ids, ...draws } })
  const { comparison, userErrors = [] } = facts.data?.compareEvaluations ?? {}
  const ofDraws = userErrors.find(({ path }) => path[0] === 'replicates')

  if (facts.error && !facts.data)
    return (
      <ProblemNotice
        problem={problemOf(facts.error)}
        title="The evaluations could not be compared"
        onRetry={() => {
          focusTitle()
          askFacts({ requestPolicy: 'network-only' })
        }}
      />
    )
  if (ofDraws)
    return (
      <Panel title="How images are drawn">
        <ProblemNotice problem={ofDraws} title="So many draws cannot be had" />
        <DrawsForm open draws={draws} change={change} />
      </Panel>
    )
  const [refused] = userErrors
  if (refused) return <ProblemNotice problem={refused} title="These two cannot be compared" />

  const notes = comparison?.notes ?? []
  return (
    <>
      {notes.length > 0 && (
        <Notice tone="warn" title="To be known when the numbers are read">
          {notes.map(note => (
            <p key={note}>{note}</p>
          ))}
        </Notice>
      )}
      <Numbers
        ids={ids}
        images={comparison?.baseline.protocol.images ?? null}
        paused={!comparison}
        address={address}
        change={change}
      />
      {comparison && <ChangedImagesPanel ids={ids} address={address} change={change} />}
    </>
  )
}

type NumbersProps = Props & { images: number | null; paused: boolean }

/** What is drawn for: takes seconds the first time. */
function Numbers({ ids, images, paused, address, change }: NumbersProps) {
  const { replicates, seed, confidence } = address
  const draws = { replicates, seed, confidence }
  const [{ data, error, fetching }, ask] = useQuery({
    query: CompareNumbersDocument,
    variables: { ...ids, ...draws },
    pause: paused,
  })
  const numbers: NonNullable<CompareNumbersQuery['compareEvaluations']['comparison']> | null =
    data?.compareEvaluations.comparison ?? null
  const problem = error ? problemOf(error) : data?.compareEvaluations.userErrors[0]

  if (problem && !numbers)
    return (
      <ProblemNotice
        problem={problem}
        title="The differences could not be computed"
        onRetry={() => {
          focusTitle()
          ask({ requestPolicy: 'network-only' })
        }}
      />
    )
  const waiting =
    paused || fetching
      ? `Drawing ${formatCount(replicates)} times as many images as there are, and scoring both on each draw: this takes some seconds the first time.`
      : null
  return (
    <>
      <VerdictPanel
        ids={ids}
        metrics={numbers?.metrics ?? null}
        images={images}
        waiting={waiting}
        address={address}
        change={change}
      />
      <MetricsPanel metrics={numbers?.metrics ?? null} confidence={confidence} />
      <CategoriesPanel categories={numbers?.perCategory ?? null} address={address} change={change} />
    </>
  )
}
