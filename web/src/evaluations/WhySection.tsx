import { useState } from 'react'
import { EvaluationEffectsDocument, type EvaluationEffectsQuery } from '../api/generated.ts'
import { Button } from '../parts/Button.tsx'
import { formatDifference, formatPoints } from '../parts/formatNumber.ts'
import { Notice } from '../parts/Notice.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { Section } from './Section.tsx'
import { useFocusAfter } from './useFocusAfter.ts'
import { useResult } from './useResult.ts'
import styles from './WhySection.module.css'

type Result = NonNullable<NonNullable<EvaluationEffectsQuery['evaluation']>['result']>
type Effects = NonNullable<Result['protocolEffects']>

/** Why another tool reports another number: the same detections by other rules. */
export function WhySection({ id }: { id: string }) {
  return (
    <Section
      id="why"
      title="Another tool reports another number?"
      lead="The same detections, matched again by other rules, one setting at a time."
      reserve={120}
    >
      <Why id={id} />
    </Section>
  )
}

function Why({ id }: { id: string }) {
  const [isAsked, ask] = useState(false)
  const { value, problem, retry } = useResult(
    EvaluationEffectsDocument,
    { id },
    result => result.protocolEffects,
    !isAsked,
  )
  const { ref, pressed } = useFocusAfter<HTMLDivElement>(isAsked && !problem && value !== null)

  function workOut() {
    pressed()
    if (problem) retry()
    else ask(true)
  }

  if (problem) return <ProblemNotice problem={problem} title="It could not be worked out" onRetry={workOut} />
  return (
    <>
      {value ? null : (
        <div>
          <Button onClick={workOut} aria-disabled={isAsked}>
            Work it out
          </Button>
        </div>
      )}
      <div role="status" ref={ref} tabIndex={-1}>
        {isAsked && !value && (
          <Notice title="Matching the detections again …">
            <p>This takes seconds: 3 or so for 500,000 detections.</p>
          </Notice>
        )}
        {value && <p>Worked out: {value.effects.length} settings changed, each alone.</p>}
      </div>
      {value && <EffectsTable effects={value} />}
    </>
  )
}

function EffectsTable({ effects: { pycocotools, omzAccuracyChecker, effects } }: { effects: Effects }) {
  return (
    <>
      <dl className={styles.profiles}>
        <div>
          <dt>AP by the rules of pycocotools (COCO)</dt>
          <dd>{formatPoints(pycocotools)}</dd>
        </div>
        <div>
          <dt>AP by the rules of Open Model Zoo’s accuracy checker, from score 0.05 up</dt>
          <dd>{formatPoints(omzAccuracyChecker)}</dd>
        </div>
      </dl>
      <div className={styles.scroll}>
        <table className={styles.effects}>
          <caption className="visually-hidden">What each setting does when it alone is changed</caption>
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col">AP</th>
              <th scope="col">Difference</th>
              <th scope="col">What it means</th>
            </tr>
          </thead>
          <tbody>
            {effects.map(({ setting, from, to, ap, difference, explanation }) => (
              <tr key={`${setting} ${to}`}>
                <td>{from}</td>
                <th scope="row">{to}</th>
                <td>{formatPoints(ap)}</td>
                <td>{formatDifference(difference)}</td>
                <td>{explanation}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
