import { useId, useState } from 'react'
import { firstDay, isDay, lastDay } from './days.ts'
import styles from './HistoryFilters.module.css'

type Props = {
  label: string
  /** said after the label: at which time, where the day is not meant from its start to its end */
  time: string | null
  day: string | null
  min?: string | null
  max?: string | null
  onChange: (day: string | null) => void
}

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** Chooses a day of the reader's own; a year that is half typed, such as 0020, is not handed on. */
export function DayField({ label, time, day, min, max, onChange }: Props) {
  const id = useId()
  const [{ typed, from }, setTyped] = useState({ typed: day ?? '', from: day })
  if (from !== day) setTyped({ typed: day ?? '', from: day })

  function change(text: string) {
    setTyped({ typed: text, from: day })
    if (text === '') onChange(null)
    else if (isDay(text)) onChange(text)
  }

  return (
    <div className={styles.field}>
      <label htmlFor={id}>
        {label}
        {time !== null && <span className={styles.time}>, {time}</span>}
      </label>
      <input
        id={id}
        type="date"
        title={`Days of ${zone}`}
        min={min ?? firstDay}
        max={max ?? lastDay}
        value={typed}
        onChange={event => change(event.currentTarget.value)}
        onBlur={() => setTyped({ typed: day ?? '', from: day })}
      />
    </div>
  )
}
