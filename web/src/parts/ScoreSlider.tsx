import { useId } from 'react'
import { formatScore } from './formatNumber.ts'
import styles from './ScoreSlider.module.css'

type Props = {
  label: string
  value: number
  onChange: (value: number) => void
  min?: number
  max?: number
  step?: number
  /** how a value is said; with two digits where it is not given */
  say?: (value: number) => string
}

/** A number of 0 to 1, such as a score threshold, with its value beside it. */
export function ScoreSlider({ label, value, onChange, min = 0, max = 1, step = 0.01, say = formatScore }: Props) {
  const id = useId()
  return (
    <div className={styles.slider}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={say(value)}
        onChange={event => onChange(event.currentTarget.valueAsNumber)}
      />
      <output htmlFor={id}>{say(value)}</output>
    </div>
  )
}
