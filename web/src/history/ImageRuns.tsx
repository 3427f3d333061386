import { useMemo, useRef } from 'react'
import { useQuery } from 'urql'
import {
  type HistoryImageQuery,
  HistoryRunBoxesDocument,
  type HistoryRunBoxesQuery,
  HistoryRunsDocument,
} from '../api/generated.ts'
import { forgetPages, usePages } from '../api/usePages.ts'
import { Panel } from '../parts/Panel.tsx'
import { ScoreSlider } from '../parts/ScoreSlider.tsx'
import { useSettled } from '../parts/useSettled.ts'
import { CategoryChips } from './CategoryChips.tsx'
import { compareRuns, type RunBox } from './compareRuns.ts'
import { DetectAgain } from './DetectAgain.tsx'
import { Differences } from './Differences.tsx'
import styles from './ImageRuns.module.css'
import { RunList } from './RunList.tsx'
import { type Run, RunPhoto } from './RunPhoto.tsx'
import { chooseRun, useImageView } from './useImageView.ts'

type Props = {
  image: NonNullable<HistoryImageQuery['image']>
  /** called when another run was stored */
  onDetected: () => void
}

const isRun = (node: NonNullable<HistoryRunBoxesQuery['node']>): node is Run => 'detections' in node

/** A run with its boxes; null without an id, and where the id is not that of a run on this image. */
function useRun(id: string | null, imageId: string) {
  const [{ data, fetching, error }] = useQuery({
    query: HistoryRunBoxesDocument,
    variables: { id: id ?? '' },
    pause: id === null,
  })
  const node = data?.node
  const run = node && isRun(node) && node.id === id && node.image.id === imageId ? node : null
  return { run, fetching: id !== null && fetching, error }
}

/** The photo with what a run found, two runs side by side, and the choice of them. */
export function ImageRuns({ image, onDetected }: Props) {
  const [view, change] = useImageView()
  const newest = image.runs.nodes[0]?.id ?? null
  const runs = usePages(
    HistoryRunsDocument,
    useMemo(() => ({ id: image.id }), [image.id]),
    data => data.image?.runs,
  )
  const left = useRun(view.left ?? newest, image.id)
  const right = useRun(view.right, image.id)
  const [minScore, setMinScore] = useSettled(view.minScore, next => change({ minScore: next }))

  const isScored = ({ score }: RunBox) => score >= minScore
  const isShown = ({ category }: RunBox) => view.categories.length === 0 || view.categories.includes(category.name)
  const scored = [left, right].map(({ run }) => run?.detections.filter(isScored) ?? [])
  const [onLeft = [], onRight = []] = scored.map(boxes => boxes.filter(isShown))
  const isPair = left.run !== null && right.run !== null
  const compared = isPair ? compareRuns(onLeft, onRight) : null
  const only = view.differences && compared ? compared : null
  const shown = { minScore, categories: view.categories, differences: only !== null }

  const photos = useRef<HTMLFieldSetElement>(null)

  /** What was pressed goes: the focus stays near. */
  function takeAway() {
    change({ right: null, differences: false })
    photos.current?.focus({ preventScroll: true })
  }

  function detected(id: string) {
    forgetPages()
    change({ left: id })
    onDetected()
    void runs.reload()
  }

  return (
    <>
      <Panel title="What was found">
        <div className={styles.view} data-sides={view.right === null ? 1 : 2}>
          <div className={styles.controls}>
            <ScoreSlider label="Score from" value={minScore} onChange={setMinScore} />
            <CategoryChips
              found={view.right === null ? scored.slice(0, 1) : scored}
              chosen={view.categories}
              onChange={categories => change({ categories })}
            />
            {left.run && right.run && compared && (
              <Differences
                compared={compared}
                names={[left.run.model.name, right.run.model.name]}
                isOnly={view.differences}
                onToggle={() => change({ differences: !view.differences })}
              />
            )}
          </div>
          <fieldset ref={photos} tabIndex={-1} className={styles.photos} aria-label="Photos with boxes">
            <RunPhoto image={image} side={left} shown={shown} boxes={only ? only.onlyLeft : onLeft} />
            {view.right !== null && (
              <RunPhoto
                image={image}
                side={right}
                shown={shown}
                boxes={only ? only.onlyRight : onRight}
                onClose={takeAway}
              />
            )}
          </fieldset>
        </div>
      </Panel>
      <Panel
        title="Runs"
        lead="Each time a model looked at this image, the newest first. Choose one to show and another to compare with it."
      >
        <DetectAgain imageId={image.id} onDetected={detected} />
        <RunList
          {...runs}
          left={left.run?.id ?? null}
          right={right.run?.id ?? null}
          onChoose={(side, id) => change(chooseRun(view, newest, side, id))}
        />
      </Panel>
    </>
  )
}
