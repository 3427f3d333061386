import { formatInterval, type Interval } from './formatChange.ts'
import styles from './IntervalText.module.css'
import { isOutside } from './isOutside.ts'

/** An interval in numbers, and a word where the difference is not in it. */
export function IntervalText({ difference, interval }: { difference: number; interval: Interval }) {
  return (
    <>
      {formatInterval(interval)}
      {isOutside(difference, interval) && <span className={styles.outside}> difference is outside</span>}
    </>
  )
}
