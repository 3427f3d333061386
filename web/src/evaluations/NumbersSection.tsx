import { type EvaluationHeadQuery, EvaluationNumbersDocument } from '../api/generated.ts'
import { formatCount, formatPoints } from '../parts/formatNumber.ts'
import { Answered } from './Answered.tsx'
import { metrics } from './metrics.ts'
import styles from './NumbersSection.module.css'
import { Section } from './Section.tsx'
import { useResult } from './useResult.ts'

type Protocol = NonNullable<EvaluationHeadQuery['evaluation']>['protocol']
type Props = { id: string; protocol: Protocol }

/** The twelve numbers, each with what it means, and what was counted for them. */
export function NumbersSection({ id, protocol }: Props) {
  return (
    <Section id="numbers" title="The numbers" lead="In points of 100; more is better." reserve={520}>
      <Numbers id={id} />
      <Counted protocol={protocol} />
    </Section>
  )
}

function Numbers({ id }: { id: string }) {
  const answer = useResult(EvaluationNumbersDocument, { id }, ({ summary }) => summary)
  return (
    <Answered answer={answer} title="The numbers could not be loaded" reserve={440}>
      {summary => {
        const reasons = new Map(summary.undefinedMetrics.map(({ metric, reason }) => [metric, reason]))
        return (
          <dl className={styles.tiles}>
            {metrics.map(([field, name, explanation]) => (
              <div key={field} className={styles.tile}>
                <dt>{name}</dt>
                <dd className={styles.number}>{formatPoints(summary[field])}</dd>
                <dd className={styles.explanation}>{reasons.get(field) ?? explanation}</dd>
              </div>
            ))}
          </dl>
        )
      }}
    </Answered>
  )
}

function Counted({ protocol: { images, groundTruths, crowds, detections } }: { protocol: Protocol }) {
  const counts = [
    ['Images', images],
    ['Objects', groundTruths],
    ['Crowds', crowds],
    ['Detections', detections],
  ] as const
  return (
    <dl className={styles.counts}>
      {counts.map(([name, count]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{count === null ? '–' : formatCount(count)}</dd>
        </div>
      ))}
    </dl>
  )
}
