import type { CompareMetricFragment } from '../api/generated.ts'
import { formatPoints } from '../parts/formatNumber.ts'
import { Panel } from '../parts/Panel.tsx'
import { ChangeWord } from './ChangeWord.tsx'
import { changeKind } from './changeKind.ts'
import { formatChange } from './formatChange.ts'
import { IntervalAxis, IntervalMark } from './IntervalMark.tsx'
import { IntervalText } from './IntervalText.tsx'
import { type IntervalScale, intervalScale } from './intervalScale.ts'
import styles from './MetricsPanel.module.css'
import { metricNames } from './metricNames.ts'

type Props = {
  /** null until they are there */
  metrics: readonly CompareMetricFragment[] | null
  confidence: number
}

/** The twelve numbers of both, their differences, and how sure these are. */
export function MetricsPanel({ metrics, confidence }: Props) {
  const scale = intervalScale(metrics ?? [])
  const share = `${Number((100 * confidence).toFixed(1))} %`
  return (
    <Panel
      title="Numbers"
      id="numbers"
      lead={`In points of 100, with the interval that holds the difference of other such images with ${share} confidence. One that does not hold 0 is a difference that these images show.`}
    >
      <div className={styles.scroll}>
        {!metrics && <p className={styles.pending}>They come with the draws.</p>}
        {metrics && (
          <table className={styles.forest}>
            <caption className="visually-hidden">Differences of the twelve numbers</caption>
            <thead>
              <tr>
                <th scope="col">Number</th>
                <th scope="col">Baseline</th>
                <th scope="col">Candidate</th>
                <th scope="col">Difference</th>
                <th scope="col" className={styles.plot}>
                  <span className="visually-hidden">Plot of the interval</span>
                  <IntervalAxis scale={scale} />
                </th>
                <th scope="col">Interval</th>
                <th scope="col">Candidate is</th>
              </tr>
            </thead>
            <tbody>
              {metrics.map(each => (
                <MetricRow key={each.metric} metric={each} scale={scale} />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Panel>
  )
}

function MetricRow({ metric, scale }: { metric: CompareMetricFragment; scale: IntervalScale }) {
  const { baseline, candidate, difference, interval, reason } = metric
  const kind = changeKind(metric)
  return (
    <tr>
      <th scope="row">{metricNames[metric.metric]}</th>
      <td data-label="baseline">{formatPoints(baseline)}</td>
      <td data-label="candidate">{formatPoints(candidate)}</td>
      <td className={styles.difference}>{difference === null ? '–' : formatChange(difference)}</td>
      <td className={styles.plot}>
        {difference !== null && interval ? (
          <IntervalMark scale={scale} difference={difference} interval={interval} kind={kind} />
        ) : (
          <span className={styles.reason}>{reason}</span>
        )}
      </td>
      <td className={styles.interval}>
        {difference !== null && interval ? <IntervalText difference={difference} interval={interval} /> : '–'}
      </td>
      <td className={styles.word}>
        <ChangeWord kind={kind} />
      </td>
    </tr>
  )
}
