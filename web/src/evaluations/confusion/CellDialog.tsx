import { EvaluationCellDocument, type EvaluationHeadQuery } from '../../api/generated.ts'
import { usePages } from '../../api/usePages.ts'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { EvaluatedPhoto, evaluatedName } from '../../parts/EvaluatedPhoto.tsx'
import { formatCounted, formatScore } from '../../parts/formatNumber.ts'
import { ProblemNotice } from '../../parts/ProblemNotice.tsx'
import { imagePages } from '../imagePages.ts'
import { Skeleton } from '../Skeleton.tsx'
import { thresholdsOf } from '../thresholds.ts'
import { useAddress } from '../useAddress.ts'
import styles from './CellDialog.module.css'
import type { CellKey } from './ConfusionMatrix.tsx'
import { cellOf, cellParameters } from './cellParameters.ts'
import { cellWords } from './cellWords.ts'

type Evaluation = NonNullable<EvaluationHeadQuery['evaluation']>

const shown = { pairs: true, crowds: true }

/** The images behind the cell that the address names, where it names one. */
export function CellDialog({ evaluation }: { evaluation: Evaluation }) {
  const { parameters, close } = useAddress()
  const cell = cellOf(parameters)
  if (!cell) return null
  const named = (fileId: number | null) =>
    fileId === null
      ? null
      : (evaluation.dataset.categories.find(category => category.fileId === fileId) ?? {
          fileId,
          name: `category ${fileId}`,
        })
  const words = cellWords(named(cell.actual), named(cell.predicted))
  return (
    <Dialog
      title={`${words[0]?.toUpperCase()}${words.slice(1)}`}
      size="wide"
      onClose={() => close(cellParameters(null))}
    >
      <CellImages id={evaluation.id} cell={cell} />
    </Dialog>
  )
}

function CellImages({ id, cell }: { id: string; cell: CellKey }) {
  const { parameters, open } = useAddress()
  const { minScore, iou } = thresholdsOf(parameters)
  const { nodes, hasMore, loading, problem, more } = usePages(
    EvaluationCellDocument,
    { id, actualId: cell.actual, predictedId: cell.predicted, minScore, iou, first: 12 },
    ({ evaluation }) => evaluation?.result?.confusedImages,
    imagePages,
  )

  if (nodes.length === 0 && !problem)
    return hasMore ? <Skeleton height={420} /> : <p>No image has such a pair at these thresholds.</p>
  return (
    <>
      <p className={styles.lead}>
        Detections from score {formatScore(minScore)} up, pairs of IoU {formatScore(iou)} or more; those with most pairs
        first. What is there is <span className={styles.truth}>blue</span>, what was detected{' '}
        <span className={styles.found}>orange</span>.
      </p>
      <ul className={styles.images}>
        {nodes.map(image => (
          <li key={image.image.fileId}>
            <EvaluatedPhoto image={image} show={shown} size="large" />
            <div className={styles.caption}>
              <span>
                {evaluatedName(image)} · {formatCounted(image.confusions.length, 'pair')}
              </span>
              <Button look="plain" onClick={() => open({ ...cellParameters(null), image: String(image.image.fileId) })}>
                All its boxes
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {problem && <ProblemNotice problem={problem} title="The images could not be loaded" onRetry={more} />}
      {hasMore && !problem && (
        <div>
          <Button onClick={more} aria-disabled={loading}>
            {loading ? 'Loading …' : 'Show more images'}
          </Button>
        </div>
      )}
    </>
  )
}
