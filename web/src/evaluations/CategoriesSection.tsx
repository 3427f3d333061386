import { EvaluationBestF1Document, EvaluationCategoriesDocument, type EvaluationHeadQuery } from '../api/generated.ts'
import { Answered } from './Answered.tsx'
import { bestF1Words } from './bestF1Words.ts'
import { CategoriesTable } from './CategoriesTable.tsx'
import { nearestThreshold } from './nearestThreshold.ts'
import { Section } from './Section.tsx'
import { useResult } from './useResult.ts'

type Evaluation = NonNullable<EvaluationHeadQuery['evaluation']>

/** Pixels that the table takes, about, of which twenty rows are shown at first. */
const reserveOf = ({ dataset }: Evaluation) => 200 + 45 * Math.min(20, dataset.categories.length)

/** The numbers of each category. */
export function CategoriesSection({ evaluation }: { evaluation: Evaluation }) {
  return (
    <Section
      id="categories"
      title="Categories"
      lead="Press a category to see its curve of precision and recall below."
      reserve={reserveOf(evaluation)}
    >
      <Categories evaluation={evaluation} />
    </Section>
  )
}

function Categories({ evaluation }: { evaluation: Evaluation }) {
  const { id, dataset, protocol } = evaluation
  const iou = nearestThreshold(protocol.iouThresholds, 0.5)
  const answer = useResult(EvaluationCategoriesDocument, { id }, ({ perCategory }) => perCategory)
  const best = useResult(EvaluationBestF1Document, { id, iou }, ({ bestF1 }) => bestF1)
  return (
    <Answered answer={answer} title="The categories could not be loaded" reserve={reserveOf(evaluation)}>
      {rows => (
        <>
          <CategoriesTable categories={dataset.categories} rows={rows} best={best.value} />
          {best.problem && <p>The best scores could not be loaded: {best.problem.message}</p>}
          {best.value?.overall.score != null && <p>{bestF1Words(best.value.overall, iou)}</p>}
          {best.value?.overall.reason && <p>There is no best F1: {best.value.overall.reason}</p>}
        </>
      )}
    </Answered>
  )
}
