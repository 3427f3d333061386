import { useId, useState } from 'react'
import type { EvaluationHeadQuery } from '../../api/generated.ts'
import { Button } from '../../parts/Button.tsx'
import { EvaluatedLegend } from '../../parts/EvaluatedLegend.tsx'
import { EvaluatedPhoto, evaluatedName, evaluatedOutcome } from '../../parts/EvaluatedPhoto.tsx'
import { formatCount } from '../../parts/formatNumber.ts'
import { ProblemNotice } from '../../parts/ProblemNotice.tsx'
import { Section } from '../Section.tsx'
import { Skeleton } from '../Skeleton.tsx'
import { ThresholdSliders } from '../ThresholdSliders.tsx'
import { useAddress } from '../useAddress.ts'
import { useFocusAfter } from '../useFocusAfter.ts'
import { ImageDialog } from './ImageDialog.tsx'
import styles from './ImagesSection.module.css'
import { openImageOf } from './openImageOf.ts'
import { imageOrderOf, imageOrders, useEvaluationImages } from './useEvaluationImages.ts'

type Evaluation = NonNullable<EvaluationHeadQuery['evaluation']>

/** The images, those with most errors first, with ground truth and detections over them. */
export function ImagesSection({ evaluation }: { evaluation: Evaluation }) {
  const opened = openImageOf(useAddress().parameters)
  return (
    <Section
      id="images"
      title="Images"
      lead="Within each category the best detections choose first. The counts can differ from those of the matrix, which pairs across categories."
      reserve={860}
      isWanted={opened !== null}
    >
      <Images evaluation={evaluation} opened={opened} />
    </Section>
  )
}

type ImagesProps = {
  evaluation: Evaluation
  /** the image that the address opens */
  opened: number | null
}

function Images({ evaluation: { id, protocol }, opened }: ImagesProps) {
  const { parameters, change, open } = useAddress()
  const select = useId()
  const list = useEvaluationImages(id, parameters)
  const { nodes, hasMore, loading, problem, more } = list
  const afterProblem = useFocusAfter<HTMLUListElement>(!problem)
  // Until the first of another order come, the last ones keep their place.
  const [kept, keep] = useState(nodes)
  if (nodes.length > 0 && nodes !== kept) keep(nodes)
  function tryAgain() {
    afterProblem.pressed()
    void more()
  }

  const isChanging = loading && nodes.length === 0
  const shown = isChanging ? kept : nodes
  return (
    <>
      <div className={styles.choice}>
        <label htmlFor={select}>First those with</label>
        <select
          id={select}
          value={imageOrderOf(parameters)}
          onChange={event => change({ order: event.currentTarget.value })}
        >
          {imageOrders.map(([order, name]) => (
            <option key={order} value={order}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <ThresholdSliders />
      <EvaluatedLegend />
      {shown.length === 0 && loading && <Skeleton height={640} />}
      <ul ref={afterProblem.ref} tabIndex={-1} className={styles.grid} aria-busy={isChanging} aria-label="Images">
        {shown.map(image => (
          <li key={image.image.fileId}>
            <button type="button" className={styles.tile} onClick={() => open({ image: String(image.image.fileId) })}>
              <span className={styles.photo}>
                <EvaluatedPhoto image={image} size="tile" />
              </span>
              <span className={styles.name} aria-hidden="true">
                {evaluatedName(image)}
              </span>
              <span className={styles.outcome} aria-hidden="true">
                {evaluatedOutcome(image)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {problem && <ProblemNotice problem={problem} title="The images could not be loaded" onRetry={tryAgain} />}
      {shown.length > 0 && (
        <div className={styles.more}>
          {hasMore && !problem && (
            <Button onClick={more} aria-disabled={loading}>
              {loading ? 'Loading …' : 'Show more images'}
            </Button>
          )}
          <span role="status">
            {formatCount(shown.length)} of {formatCount(protocol.images ?? shown.length)} images
          </span>
        </div>
      )}
      {opened !== null && <ImageDialog id={id} fileId={opened} list={list} />}
    </>
  )
}
