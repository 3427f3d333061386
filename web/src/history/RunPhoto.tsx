import { useMemo } from 'react'
import type { CombinedError } from 'urql'
import type { HistoryImageQuery, HistoryRunBoxesQuery } from '../api/generated.ts'
import { problemOf } from '../api/problem.ts'
import { BoxedPhoto } from '../parts/BoxedPhoto.tsx'
import { Button } from '../parts/Button.tsx'
import { CopyButton } from '../parts/CopyButton.tsx'
import { colorOfCategory } from '../parts/colorOfCategory.ts'
import { formatCounted, formatMoment, formatScore } from '../parts/formatNumber.ts'
import { Notice } from '../parts/Notice.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { runsAsGraphql } from '../parts/runsAsGraphql.ts'
import type { RunBox } from './compareRuns.ts'
import styles from './ImageRuns.module.css'
import { runJson } from './runJson.ts'
import type { ImageView } from './useImageView.ts'

/** A run with its boxes. */
export type Run = Extract<NonNullable<HistoryRunBoxesQuery['node']>, { detections: unknown }>

type Props = {
  image: NonNullable<HistoryImageQuery['image']>
  side: { run: Run | null; fetching: boolean; error: CombinedError | undefined }
  /** which boxes are drawn: the score, the categories, and whether only those that the run beside it has not */
  shown: Pick<ImageView, 'minScore' | 'categories' | 'differences'>
  /** those of the run that are drawn */
  boxes: readonly RunBox[]
  /** where it can be taken away */
  onClose?: () => void
}

const noDifferences = '# Queries do not compare runs: this one answers with all that this run found.\n'

const graphqlOf = (run: Run, shown: Props['shown']) =>
  `${shown.differences ? noDifferences : ''}${runsAsGraphql([run], shown)}`

/** The photo with the boxes of one run, and whose they are. */
export function RunPhoto({ image, side: { run, fetching, error }, shown, boxes, onClose }: Props) {
  const { url, width, height, fileName, runs } = image
  const drawn = useMemo(
    () =>
      boxes.map(({ id, score, category: { name }, box: { x, y, width, height } }) => ({
        ...{ id, x, y, width, height, name },
        note: formatScore(score),
        color: colorOfCategory(name),
      })),
    [boxes],
  )
  return (
    <figure className={styles.side}>
      <div style={{ width: `min(100%, calc(72vh * ${width / height}))` }}>
        <BoxedPhoto src={url} width={width} height={height} alt={fileName ?? 'the photo'} boxes={drawn} />
      </div>
      <figcaption className={styles.caption}>
        {run && (
          <p>
            <strong>
              {run.model.name} {run.model.version}
            </strong>{' '}
            · {formatMoment(run.createdAt)} · {formatCounted(boxes.length, 'box', 'boxes')} shown
          </p>
        )}
        {!run && !fetching && !error && (
          <Notice
            tone={runs.totalCount === 0 ? 'info' : 'warn'}
            title={runs.totalCount === 0 ? 'No model looked at this image yet.' : 'This image has no such run.'}
          >
            <p>{runs.totalCount === 0 ? 'Choose one below.' : 'It may have been deleted; choose another one below.'}</p>
          </Notice>
        )}
        {error && !run && <ProblemNotice title="The boxes could not be loaded." problem={problemOf(error)} />}
        <div className={styles.links}>
          {run && <CopyButton text={() => runJson(image, run, boxes)}>Copy as JSON</CopyButton>}
          {run && <CopyButton text={() => graphqlOf(run, shown)}>Copy as GraphQL</CopyButton>}
          {run && <a href={run.overlayUrl}>Picture with boxes</a>}
          {onClose && (
            <Button look="plain" onClick={onClose}>
              Take away
            </Button>
          )}
        </div>
      </figcaption>
    </figure>
  )
}
