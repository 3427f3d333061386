import { EmptyState } from '../parts/EmptyState.tsx'
import { Page } from '../parts/Page.tsx'
import { ChooseRuns } from './ChooseRuns.tsx'
import { Comparison } from './Comparison.tsx'
import { useCompareAddress } from './useCompareAddress.ts'

const lead =
  'Is the candidate better than the baseline, and how sure is that? Differences of the twelve COCO numbers with intervals, a verdict, and the images behind them.'

/** Two evaluations of one dataset beside each other; which, and all that is chosen here, is in the address. */
export default function ComparePage() {
  const [address, change] = useCompareAddress()
  const { baseline, candidate } = address
  return (
    <Page title="Compare" lead={lead}>
      <ChooseRuns address={address} change={change} />
      {baseline && candidate ? (
        <Comparison key={`${baseline} ${candidate}`} ids={{ baseline, candidate }} address={address} change={change} />
      ) : (
        <EmptyState title="Choose a baseline and a candidate">
          <p>
            The baseline is what you have, the candidate what may replace it. Both are completed evaluations of one
            dataset by the same rules: profile, score floor and the images that count.
          </p>
        </EmptyState>
      )}
    </Page>
  )
}
