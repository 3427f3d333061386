import type { EvaluationHeadQuery } from '../api/generated.ts'
import { CategoriesSection } from './CategoriesSection.tsx'
import { CellDialog } from './confusion/CellDialog.tsx'
import { ConfusionSection } from './confusion/ConfusionSection.tsx'
import { CurvesSection } from './curves/CurvesSection.tsx'
import { ErrorsSection } from './ErrorsSection.tsx'
import styles from './EvaluationSections.module.css'
import { ImagesSection } from './images/ImagesSection.tsx'
import { NumbersSection } from './NumbersSection.tsx'
import { SectionList } from './SectionList.tsx'
import { WhySection } from './WhySection.tsx'

type Evaluation = NonNullable<EvaluationHeadQuery['evaluation']>

/** All that is told of a completed evaluation; each section loads by itself. */
export function EvaluationSections({ evaluation }: { evaluation: Evaluation }) {
  const { id, profile, protocol } = evaluation
  return (
    <div className={styles.layout}>
      <SectionList />
      <div className={styles.sections}>
        <NumbersSection id={id} protocol={protocol} />
        <CategoriesSection evaluation={evaluation} />
        <CurvesSection evaluation={evaluation} />
        <ConfusionSection evaluation={evaluation} />
        <ErrorsSection id={id} profile={profile} />
        <ImagesSection evaluation={evaluation} />
        <WhySection id={id} />
      </div>
      <CellDialog evaluation={evaluation} />
    </div>
  )
}
