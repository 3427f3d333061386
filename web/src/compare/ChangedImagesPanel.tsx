import { useRef, useState } from 'react'
import { useQuery } from 'urql'
import { CompareBetterDocument, CompareChangedCountsDocument, CompareWorseDocument } from '../api/generated.ts'
import { isTooManyBoxes } from '../api/isTooManyBoxes.ts'
import { ProblemError } from '../api/problem.ts'
import { usePages } from '../api/usePages.ts'
import { Chip } from '../parts/Chip.tsx'
import { EvaluatedLegend } from '../parts/EvaluatedLegend.tsx'
import { formatCount } from '../parts/formatNumber.ts'
import { Panel } from '../parts/Panel.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { ShowMore } from '../parts/ShowMore.tsx'
import { ChangedImageCard } from './ChangedImageCard.tsx'
import { ChangedImageDialog } from './ChangedImageDialog.tsx'
import styles from './ChangedImagesPanel.module.css'
import type { ComparedIds } from './Comparison.tsx'
import { type CompareAddress, rangeOf } from './compareAddress.ts'
import { SettledSlider } from './SettledSlider.tsx'
import type { ChangeAddress } from './useCompareAddress.ts'

type Props = { ids: ComparedIds; address: CompareAddress; change: ChangeAddress }

const sides = ['worse', 'better'] as const
const [leastIou, mostIou] = rangeOf('iou')

/** Images on which one makes more errors than the other, both beside each other. */
export function ChangedImagesPanel({ ids, address, change }: Props) {
  const { side, minScore, iou, replicates, image } = address
  const point = { ...ids, replicates, minScore, iou }
  const [{ data }] = useQuery({ query: CompareChangedCountsDocument, variables: point })
  const counts = data?.compareEvaluations.comparison
  const list = usePages(
    side === 'worse' ? CompareWorseDocument : CompareBetterDocument,
    { ...point, first: 12 },
    ({ compareEvaluations: { comparison, userErrors } }) => {
      if (userErrors[0]) throw new ProblemError(userErrors[0])
      return comparison?.changed
    },
    { isTooMuch: isTooManyBoxes },
  )
  const { nodes } = list
  // Until the first of another side or threshold come, the last ones keep their place.
  const [kept, keep] = useState(nodes)
  if (nodes.length > 0 && nodes !== kept) keep(nodes)
  const isChanging = list.loading && nodes.length === 0
  const shown = isChanging ? kept : nodes
  const frame = useRef<HTMLDivElement>(null)
  const cards = useRef<HTMLUListElement>(null)

  function tryAgain() {
    // The button that has the focus goes with the notice.
    frame.current?.focus({ preventScroll: true })
    void list.more()
  }

  const open = (fileId: number | null, replace = false) => change({ image: fileId }, { replace })

  return (
    <Panel
      title="Images"
      id="images"
      lead="Those on which the candidate makes more, or fewer, errors than the baseline: false positives and misses together."
    >
      <div className={styles.controls}>
        <div className={styles.sides}>
          {sides.map(each => (
            <Chip
              key={each}
              pressed={each === side}
              onToggle={() => change({ side: each })}
              {...(counts && { count: formatCount(counts[each].totalCount) })}
            >
              {each === 'worse' ? 'Candidate is worse' : 'Candidate is better'}
            </Chip>
          ))}
        </div>
        <SettledSlider label="Scores from" value={minScore} onSettled={minScore => change({ minScore })} />
        <SettledSlider
          label="IoU from"
          value={iou}
          min={leastIou}
          max={mostIou}
          step={0.05}
          onSettled={iou => change({ iou })}
        />
      </div>
      <EvaluatedLegend />
      {list.problem && (
        <ProblemNotice problem={list.problem} title="The images could not be loaded" onRetry={tryAgain} />
      )}
      <div className={styles.list} ref={frame} tabIndex={-1} aria-busy={list.loading}>
        <ul className={styles.cards} ref={cards}>
          {shown.map(node => (
            <li key={node.baseline.image.fileId}>
              <ChangedImageCard changed={node} onOpen={() => open(node.baseline.image.fileId)} />
            </li>
          ))}
        </ul>
        {!list.loading && !list.hasMore && shown.length === 0 && (
          <p className={styles.none}>
            At this score and IoU the candidate makes {side === 'worse' ? 'more' : 'fewer'} errors on no image.
          </p>
        )}
      </div>
      <ShowMore
        count={shown.length}
        hasMore={list.hasMore}
        loading={list.loading}
        onMore={() => void list.more()}
        list={cards}
      />
      {image !== null && (
        <ChangedImageDialog
          fileId={image}
          ids={ids}
          point={{ minScore, iou }}
          nodes={nodes}
          onMore={list.hasMore ? list.more : null}
          onOpen={fileId => open(fileId, true)}
          onClose={() => open(null, true)}
        />
      )}
    </Panel>
  )
}
