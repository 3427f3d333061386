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
}

/** A number of 0 to 1, such as a score threshold, with its value beside it. */
export function ScoreSlider({ label, value, onChange, min = 0, max = 1, step = 0.01 }: Props) {
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
        onChange={event => onChange(event.currentTarget.valueAsNumber)}
      />
      <output htmlFor={id}>{formatScore(value)}</output>
    </div>
  )
}
