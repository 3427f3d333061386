import { useEffect, useEffectEvent, useState } from 'react'
import { useQuery } from 'urql'
import { type CompareChangedImageFragment, CompareImageDocument } from '../api/generated.ts'
import { problemOf } from '../api/problem.ts'
import { Button } from '../parts/Button.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { EvaluatedLegend } from '../parts/EvaluatedLegend.tsx'
import { EvaluatedPhoto, evaluatedName, evaluatedOutcome } from '../parts/EvaluatedPhoto.tsx'
import { type EvaluatedBoxes, everythingShown } from '../parts/evaluatedBoxes.ts'
import { evaluatedSize } from '../parts/evaluatedSize.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import styles from './ChangedImageDialog.module.css'
import type { ComparedIds } from './Comparison.tsx'
import { changeText } from './changeText.ts'

type Props = {
  fileId: number
  ids: ComparedIds
  point: { minScore: number; iou: number }
  /** the list so far that previous and next go through */
  nodes: readonly CompareChangedImageFragment[]
  /** asks for more of the list; null where it has ended */
  onMore: (() => Promise<void>) | null
  onOpen: (fileId: number) => void
  onClose: () => void
}

/** An image of both, large, beside each other; the arrow keys go to the previous and the next one of the list. */
export function ChangedImageDialog({ fileId, ids, point, nodes, onMore, onOpen, onClose }: Props) {
  const [show, setShow] = useState(everythingShown)
  const at = nodes.findIndex(({ baseline }) => baseline.image.fileId === fileId)
  const listed = nodes[at]
  // Of an address that was shared: the list here may not reach as far.
  const [{ data, error, fetching }] = useQuery({
    query: CompareImageDocument,
    variables: { ...ids, ...point, fileId },
    pause: listed !== undefined,
  })
  const baseline = listed?.baseline ?? data?.baseline?.result?.image
  const candidate = listed?.candidate ?? data?.candidate?.result?.image
  const previous = nodes[at - 1]?.baseline.image.fileId
  const next = at === -1 ? undefined : nodes[at + 1]?.baseline.image.fileId

  useEffect(() => {
    if (at !== -1 && at === nodes.length - 1) void onMore?.()
  }, [at, nodes.length, onMore])

  const step = useEffectEvent((event: KeyboardEvent) => {
    const isTaken = event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey
    const to = { ArrowLeft: previous, ArrowRight: next }[event.key]
    if (!isTaken && to !== undefined) onOpen(to)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => step(event)
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])

  const title = baseline ? evaluatedName(baseline) : `Image ${fileId}`
  return (
    <Dialog title={listed ? `${title}: ${changeText(listed.change)}` : title} size="wide" onClose={onClose}>
      {baseline && candidate ? (
        <div className={styles.pair}>
          <Side title="Baseline" image={baseline} show={show} />
          <Side title="Candidate" image={candidate} show={show} />
        </div>
      ) : error ? (
        <ProblemNotice problem={problemOf(error)} title="The image could not be loaded" />
      ) : (
        <p className={styles.pending}>
          {fetching ? 'Loading…' : 'This image is not among those that both evaluations count.'}
        </p>
      )}
      <div className={styles.foot}>
        <EvaluatedLegend show={show} onToggle={kind => setShow(before => ({ ...before, [kind]: !before[kind] }))} />
        <div className={styles.steps}>
          <Button aria-disabled={previous === undefined} onClick={() => previous !== undefined && onOpen(previous)}>
            Previous
          </Button>
          <Button aria-disabled={next === undefined} onClick={() => next !== undefined && onOpen(next)}>
            Next
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

type SideProps = { title: string; image: EvaluatedBoxes; show: typeof everythingShown }

function Side({ title, image, show }: SideProps) {
  const { width, height } = evaluatedSize(image)
  return (
    <figure className={styles.side} style={{ maxWidth: `calc(62dvh * ${width / height})` }}>
      <EvaluatedPhoto key={image.image.fileId} image={image} show={show} size="large" />
      <figcaption>
        <strong>{title}</strong> {evaluatedOutcome(image)}
      </figcaption>
    </figure>
  )
}
