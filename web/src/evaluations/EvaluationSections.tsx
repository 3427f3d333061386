import type { EvaluationHeadQuery } from '../api/generated.ts'
import { ErrorsSection } from './ErrorsSection.tsx'
import styles from './EvaluationSections.module.css'
import { NumbersSection } from './NumbersSection.tsx'
import { SectionList } from './SectionList.tsx'
import { WhySection } from './WhySection.tsx'

type Evaluation = NonNullable<EvaluationHeadQuery['evaluation']>

/** All that is told of a completed evaluation; each section loads by itself. */
export function EvaluationSections({ evaluation }: { evaluation: Evaluation }) {
  const { id, protocol } = evaluation
  return (
    <div className={styles.layout}>
      <SectionList />
      <div className={styles.sections}>
        <NumbersSection id={id} protocol={protocol} />
        <ErrorsSection id={id} />
        <WhySection id={id} />
      </div>
    </div>
  )
}
