import { useQuery } from 'urql'
import { CompareBetterDocument, CompareChangedCountsDocument, CompareWorseDocument } from '../api/generated.ts'
import { usePages } from '../api/usePages.ts'
import { Button } from '../parts/Button.tsx'
import { Chip } from '../parts/Chip.tsx'
import { EvaluatedLegend } from '../parts/EvaluatedLegend.tsx'
import { formatCount } from '../parts/formatNumber.ts'
import { Panel } from '../parts/Panel.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
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
    point,
    answer => answer.compareEvaluations.comparison?.changed,
  )
  const { nodes } = list
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
        <ProblemNotice problem={list.problem} title="The images could not be loaded" onRetry={() => void list.more()} />
      )}
      <div className={styles.list} aria-busy={list.loading}>
        <ul className={styles.cards}>
          {nodes.map(node => (
            <li key={node.baseline.image.fileId}>
              <ChangedImageCard changed={node} onOpen={() => open(node.baseline.image.fileId)} />
            </li>
          ))}
        </ul>
        {!list.loading && !list.hasMore && nodes.length === 0 && (
          <p className={styles.none}>
            At this score and IoU the candidate makes {side === 'worse' ? 'more' : 'fewer'} errors on no image.
          </p>
        )}
      </div>
      {list.hasMore && nodes.length > 0 && (
        <Button className={styles.more} disabled={list.loading} onClick={() => void list.more()}>
          Show more images
        </Button>
      )}
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
