import { useId, useMemo } from 'react'
import {
  EvaluationConfusionDocument,
  type EvaluationConfusionQuery,
  type EvaluationHeadQuery,
} from '../../api/generated.ts'
import { formatCounted } from '../../parts/formatNumber.ts'
import { Answered } from '../Answered.tsx'
import { categoryAmong } from '../categoryAmong.ts'
import type { Category } from '../chosenCategories.ts'
import { Section } from '../Section.tsx'
import { ThresholdSliders } from '../ThresholdSliders.tsx'
import { thresholdsOf } from '../thresholds.ts'
import { useAddress } from '../useAddress.ts'
import { useResult } from '../useResult.ts'
import { ConfusionList } from './ConfusionList.tsx'
import { type CellKey, ConfusionMatrix } from './ConfusionMatrix.tsx'
import styles from './ConfusionSection.module.css'
import { cellParameters } from './cellParameters.ts'
import { matrixLayout } from './matrixLayout.ts'
import { matrixOf } from './matrixOf.ts'

type Evaluation = NonNullable<EvaluationHeadQuery['evaluation']>
type Result = NonNullable<NonNullable<EvaluationConfusionQuery['evaluation']>['result']>
type Confusion = NonNullable<Result['confusionMatrix']>

/** The server gives the whole matrix of so many categories at most. */
const countedMost = 440
/** So many can be told apart in a drawing. */
const drawnMost = 80
/** So many leave room for the list beside the matrix. */
const besideMost = 36

/** Pixels of the list with what is above it, and of the words below a matrix. */
const [listed, told] = [580, 90]
/** Pixels of the window that are not the section's. */
const [besideWide, besideNarrow] = [300, 66]

/** Pixels that matrix and list take, about. */
function reserveOf({ dataset: { categories } }: Evaluation): number {
  if (categories.length > countedMost) return listed
  const room = Math.min(innerWidth, 1280) - (innerWidth < 1100 ? besideNarrow : besideWide)
  const isBeside = categories.length <= besideMost && room > 900
  const { height } = matrixLayout(isBeside ? room - 304 : room, categories.slice(0, drawnMost))
  return isBeside ? Math.max(height + told, categories.length > 2 ? listed : 0) : height + told + listed
}

/** Which category was taken for which, with the images behind each cell. */
export function ConfusionSection({ evaluation }: { evaluation: Evaluation }) {
  return (
    <Section
      id="confusion"
      title="Which category is taken for which"
      lead="Detections and objects are paired across categories, the highest IoU first. Rows are what is there, columns what was detected."
      reserve={reserveOf(evaluation) + 60}
    >
      <ThresholdSliders />
      <Confusion evaluation={evaluation} />
    </Section>
  )
}

function Confusion({ evaluation }: { evaluation: Evaluation }) {
  const { id, dataset } = evaluation
  const { parameters, change, open } = useAddress()
  const box = useId()
  const background = parameters.get('background') === 'true'
  const { categories } = dataset
  const withCounts = categories.length <= countedMost
  const answer = useResult(
    EvaluationConfusionDocument,
    { id, ...thresholdsOf(parameters), withCounts, background },
    result => result.confusionMatrix,
  )
  const among = useMemo(() => categoryAmong(categories), [categories])
  const openCell = (cell: CellKey) => open(cellParameters(cell))
  return (
    <Answered answer={answer} title="The confusions could not be loaded" reserve={reserveOf(evaluation)}>
      {({ categories: drawn, counts, confusions, excused }) => (
        <>
          {!withCounts && (
            <p className={styles.note}>
              A matrix of {formatCounted(categories.length, 'category', 'categories')} cannot be drawn: here are its
              largest cells.
            </p>
          )}
          <div className={styles.sides}>
            {drawn && counts && <Drawn categories={drawn} among={among} counts={counts} onOpen={openCell} />}
            <div className={styles.list}>
              <h3>Most often</h3>
              <label htmlFor={box} className={styles.switch}>
                <input
                  id={box}
                  type="checkbox"
                  checked={background}
                  onChange={event => change({ background: event.currentTarget.checked ? 'true' : null })}
                />
                Also what was missed, or detected where nothing is
              </label>
              <ConfusionList
                cells={confusions.map(({ actual, predicted, count }) => ({
                  actual: actual && among(actual),
                  predicted: predicted && among(predicted),
                  count,
                }))}
                onOpen={openCell}
              />
            </div>
          </div>
          {excused > 0 && (
            <p className={styles.note}>
              {formatCounted(excused, 'detection lies', 'detections lie')} on a crowd of the same category, and{' '}
              {excused === 1 ? 'counts' : 'count'} nowhere.
            </p>
          )}
        </>
      )}
    </Answered>
  )
}

type DrawnProps = {
  categories: readonly Category[]
  among: (category: Category) => Category
  counts: NonNullable<Confusion['counts']>
  onOpen: (cell: CellKey) => void
}

function Drawn({ categories, among, counts, onOpen }: DrawnProps) {
  const matrix = useMemo(() => matrixOf(categories.map(among), counts, drawnMost), [categories, among, counts])
  return (
    <div className={styles.drawn} data-large={matrix.categories.length > besideMost}>
      <ConfusionMatrix matrix={matrix} onOpen={onOpen} />
      <p className={styles.note}>
        <span className={styles.right} /> right <span className={styles.wrong} /> wrong. The stronger, the more: of each
        colour by its own largest count.
        {matrix.leftOut > 0 &&
          ` ${formatCounted(matrix.leftOut, 'category', 'categories')} with fewer errors left out.`}
      </p>
    </div>
  )
}
