import { type KeyboardEvent, useEffect, useEffectEvent, useState } from 'react'
import { EvaluationImageDocument } from '../../api/generated.ts'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { EvaluatedLegend } from '../../parts/EvaluatedLegend.tsx'
import { EvaluatedPhoto, evaluatedName, evaluatedOutcome } from '../../parts/EvaluatedPhoto.tsx'
import { type EvaluatedBoxes, everythingShown } from '../../parts/evaluatedBoxes.ts'
import { evaluatedSize } from '../../parts/evaluatedSize.ts'
import { formatScore } from '../../parts/formatNumber.ts'
import { ProblemNotice } from '../../parts/ProblemNotice.tsx'
import { Skeleton } from '../Skeleton.tsx'
import { thresholdsOf } from '../thresholds.ts'
import { useAddress } from '../useAddress.ts'
import { useResult } from '../useResult.ts'
import styles from './ImageDialog.module.css'
import type { useEvaluationImages } from './useEvaluationImages.ts'

/** Width of an image by its height. */
function ratioOf(image: EvaluatedBoxes): number {
  const { width, height } = evaluatedSize(image)
  return width / height
}

type Props = {
  /** of the evaluation */
  id: string
  /** of the image */
  fileId: number
  /** the images of the section, which Previous and Next go through */
  list: ReturnType<typeof useEvaluationImages>
}

/** The image that the address names, large. */
export function ImageDialog({ id, fileId, list }: Props) {
  const { parameters, change, close } = useAddress()
  const [show, setShow] = useState(everythingShown)
  const thresholds = thresholdsOf(parameters)
  const { nodes, hasMore, more } = list
  const at = nodes.findIndex(({ image }) => image.fileId === fileId)
  const listed = nodes[at]
  const asked = useResult(
    EvaluationImageDocument,
    { id, fileId, ...thresholds },
    result => result.image,
    listed !== undefined,
  )
  const image = listed ?? (asked.fetching ? null : asked.value)

  const loadMore = useEffectEvent(() => void more())
  const isNearEnd = at !== -1 && at >= nodes.length - 3 && hasMore
  useEffect(() => {
    if (isNearEnd) loadMore()
  }, [isNearEnd])

  const neighbour = (by: number) => (at === -1 ? undefined : nodes[at + by])
  function go(by: number) {
    const next = neighbour(by)
    if (next) change({ image: String(next.image.fileId) })
  }

  function step(event: KeyboardEvent) {
    // The photo takes the arrow keys for its boxes.
    if (event.defaultPrevented) return
    if (event.key === 'ArrowRight') go(1)
    if (event.key === 'ArrowLeft') go(-1)
  }

  return (
    <Dialog title={image ? evaluatedName(image) : `Image ${fileId}`} size="wide" onClose={() => close({ image: null })}>
      {/* Keys that nothing inside wanted. */}
      <fieldset className={styles.image} onKeyDown={step}>
        <legend className="visually-hidden">Image and boxes</legend>
        <div className={styles.bar}>
          <div className={styles.steps}>
            <Button onClick={() => go(-1)} aria-disabled={!neighbour(-1)}>
              ← Previous
            </Button>
            <Button onClick={() => go(1)} aria-disabled={!neighbour(1)}>
              Next →
            </Button>
          </div>
          {image && (
            <EvaluatedLegend
              image={image}
              show={show}
              onToggle={kind => setShow(shown => ({ ...shown, [kind]: !shown[kind] }))}
            />
          )}
        </div>
        {image && (
          <>
            <div className={styles.photo} style={{ width: `min(100%, 68dvh * ${ratioOf(image)})` }}>
              <EvaluatedPhoto key={fileId} image={image} show={show} size="large" />
            </div>
            <p className={styles.outcome} role="status">
              {evaluatedOutcome(image)}, of detections from score {formatScore(thresholds.minScore)} up at IoU{' '}
              {formatScore(thresholds.iou)}.
              {!image.image.image && ' This image has no photo: its boxes are drawn on an empty frame.'}
            </p>
          </>
        )}
        {!image && asked.fetching && <Skeleton height={480} />}
        {!image && !asked.fetching && asked.problem && (
          <ProblemNotice problem={asked.problem} title="The image could not be loaded" onRetry={asked.retry} />
        )}
        {!image && !asked.fetching && !asked.problem && (
          <p>The dataset has no image {fileId}, or it does not count in this evaluation.</p>
        )}
      </fieldset>
    </Dialog>
  )
}
