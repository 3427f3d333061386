import type { ChangeKind } from './changeKind.ts'
import type { Interval } from './formatChange.ts'
import styles from './IntervalMark.module.css'
import type { IntervalScale } from './intervalScale.ts'

type Props = {
  scale: IntervalScale
  difference: number
  interval: Interval
  kind: ChangeKind
}

const middle = '50%'

/** A triangle up is better, one down is worse, a ring is neither. */
const shapes: Partial<Record<ChangeKind, string>> = { better: 'M0 -6 L6 5 L-6 5 Z', worse: 'M0 6 L6 -5 L-6 -5 Z' }

/** A difference as a point and its interval as a bar, beside a line at 0. The numbers stand beside it as text. */
export function IntervalMark({ scale: { percent }, difference, interval, kind }: Props) {
  const [low, high, at] = [interval.low, interval.high, difference].map(value => `${percent(value)}%`)
  const shape = shapes[kind]
  return (
    <svg className={`${styles.mark} ${styles[kind]}`} aria-hidden="true">
      <line className={styles.zero} x1={`${percent(0)}%`} x2={`${percent(0)}%`} y1="0" y2="100%" />
      <line className={styles.bar} x1={low} x2={high} y1={middle} y2={middle} />
      <line className={styles.bar} x1={low} x2={low} y1="34%" y2="66%" />
      <line className={styles.bar} x1={high} x2={high} y1="34%" y2="66%" />
      <svg x={at} y={middle} overflow="visible" aria-hidden="true">
        {shape ? <path className={styles.filled} d={shape} /> : <circle className={styles.hollow} r="5" />}
      </svg>
    </svg>
  )
}

/** Round numbers below or above such marks, in points of 100. */
export function IntervalAxis({ scale: { percent, ticks } }: { scale: IntervalScale }) {
  return (
    <svg className={styles.axis} aria-hidden="true">
      {ticks.map(tick => (
        <text key={tick} x={`${percent(tick)}%`} y="14" textAnchor="middle">
          {tick > 0 ? '+' : tick < 0 ? '−' : ''}
          {Number(Math.abs(100 * tick).toPrecision(3))}
        </text>
      ))}
    </svg>
  )
}
