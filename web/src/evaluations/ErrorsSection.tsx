import { EvaluationErrorsDocument, type EvaluationErrorsQuery, type EvaluationHeadQuery } from '../api/generated.ts'
import { formatCount, formatDifference, formatPoints, formatScore } from '../parts/formatNumber.ts'
import { Answered } from './Answered.tsx'
import styles from './ErrorsSection.module.css'
import { errorWords } from './errorWords.ts'
import { Section } from './Section.tsx'
import { useResult } from './useResult.ts'

/** Pixels that the table takes, about. */
const reserved = 600

type Result = NonNullable<NonNullable<EvaluationErrorsQuery['evaluation']>['result']>
type Breakdown = NonNullable<Result['errorBreakdown']>

type Props = Pick<NonNullable<EvaluationHeadQuery['evaluation']>, 'id' | 'profile'>

/** What each kind of error costs in average precision. */
export function ErrorsSection({ id, profile }: Props) {
  return (
    <Section
      id="errors"
      title="What errors cost"
      lead="By how many points AP50 would rise were this kind of error alone mended. They do not add up: mending one can take another along."
      reserve={reserved}
    >
      <Errors id={id} profile={profile} />
    </Section>
  )
}

function Errors({ id, profile }: Props) {
  const answer = useResult(EvaluationErrorsDocument, { id }, result => result.errorBreakdown)
  return (
    <Answered answer={answer} title="The errors could not be loaded" reserve={reserved}>
      {breakdown => <Breakdown breakdown={breakdown} isMatchedOtherwise={profile === 'OMZ_ACCURACY_CHECKER'} />}
    </Answered>
  )
}

function Breakdown({ breakdown, isMatchedOtherwise }: { breakdown: Breakdown; isMatchedOtherwise: boolean }) {
  const { ap, reason, foreground, background, errors, falsePositives, falseNegatives } = breakdown
  const rows = [
    ...errors.map(({ type, ...cost }) => ({ ...errorWords[type], ...cost })),
    {
      name: 'All false positives',
      explanation: 'Every detection that is wrong: without them precision is 1.',
      ...falsePositives,
    },
    {
      name: 'All false negatives',
      explanation: 'Every object that was not found: with them recall reaches 1.',
      ...falseNegatives,
    },
  ]
  const most = Math.max(0.001, ...rows.map(({ deltaAp }) => deltaAp ?? 0))
  return (
    <>
      <p className={styles.now}>
        {ap === null ? (reason ?? 'There is no average precision.') : `AP50 is ${formatPoints(ap)} now.`}{' '}
        {isMatchedOtherwise &&
          'Here each object is matched once, which the rules of this evaluation do not ask for: AP50 above can differ. '}
        A detection is about an object from IoU {formatScore(foreground)} up, and about nothing below{' '}
        {formatScore(background)}.
      </p>
      <table className={styles.errors}>
        <thead>
          <tr>
            <th scope="col">Kind</th>
            <th scope="col">Points of AP50</th>
            <th scope="col">Count</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, explanation, count, deltaAp }, index) => (
            <tr key={name} data-total={index >= errors.length}>
              <th scope="row">
                {name}
                <span className={styles.explanation}>{explanation}</span>
              </th>
              <td>
                <span className={styles.bar}>
                  <span style={{ width: `${(100 * (deltaAp ?? 0)) / most}%` }} />
                </span>
                <span className={styles.points}>{formatDifference(deltaAp)}</span>
              </td>
              <td>{formatCount(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
