import { useId, useMemo, useState } from 'react'
import { EvaluationCategoriesDocument, type EvaluationHeadQuery } from '../../api/generated.ts'
import { formatScore } from '../../parts/formatNumber.ts'
import { Answered } from '../Answered.tsx'
import { chosenCategories, hasChoice, usualCategories } from '../chosenCategories.ts'
import { nearestThreshold } from '../nearestThreshold.ts'
import { Section } from '../Section.tsx'
import { addressNumber, useAddress } from '../useAddress.ts'
import { useResult } from '../useResult.ts'
import { CategoryChoice } from './CategoryChoice.tsx'
import { CurveChart } from './CurveChart.tsx'
import { CurveReadout } from './CurveReadout.tsx'
import styles from './CurvesSection.module.css'
import { CurvesTable } from './CurvesTable.tsx'
import { useCurves } from './useCurves.ts'

type Evaluation = NonNullable<EvaluationHeadQuery['evaluation']>

/** Precision over recall: of all categories and of those that were chosen. */
export function CurvesSection({ evaluation }: { evaluation: Evaluation }) {
  return (
    <Section
      id="curves"
      title="Precision and recall"
      lead="Keep fewer detections and more of them are right; keep more and more is found. A point of a curve is a score threshold: look for it with the pointer or the arrow keys."
      reserve={720}
    >
      <Curves evaluation={evaluation} />
    </Section>
  )
}

function Curves({ evaluation: { id, dataset, protocol } }: { evaluation: Evaluation }) {
  const { parameters, change } = useAddress()
  const select = useId()
  const [at, look] = useState(50)
  const iou = nearestThreshold(protocol.iouThresholds, addressNumber(parameters, 'curveIou', [0, 1], 0.5))
  const isChosen = hasChoice(parameters)
  const rows = useResult(EvaluationCategoriesDocument, { id }, ({ perCategory }) => perCategory, isChosen)
  const chosen = useMemo(
    () =>
      isChosen
        ? chosenCategories(parameters, dataset.categories)
        : usualCategories(rows.value ?? [], dataset.categories),
    [isChosen, parameters, rows.value, dataset.categories],
  )
  const isWaiting = !isChosen && rows.value === null && rows.problem === null
  const answer = useCurves(id, iou, chosen, isWaiting)
  return (
    <>
      <div className={styles.choices}>
        <div className={styles.choice}>
          <label htmlFor={select}>At IoU</label>
          <select
            id={select}
            value={iou}
            onChange={event => change({ curveIou: formatScore(Number(event.currentTarget.value)) })}
          >
            {protocol.iouThresholds.map(each => (
              <option key={each} value={each}>
                {formatScore(each)}
              </option>
            ))}
          </select>
        </div>
        <CategoryChoice categories={dataset.categories} chosen={chosen} />
      </div>
      <Answered answer={answer} title="The curves could not be loaded" reserve={600}>
        {curves => (
          <>
            <CurveChart curves={curves} at={at} onLook={look} />
            <p className={styles.key}>◇ marks where F1, the harmonic mean of precision and recall, is best.</p>
            <CurveReadout curves={curves} at={at} />
            <details>
              <summary>The curves as a table</summary>
              <CurvesTable curves={curves} />
            </details>
          </>
        )}
      </Answered>
    </>
  )
}
