import { useId, useState } from 'react'
import { type RangedName, rangeOf } from './compareAddress.ts'
import styles from './DrawsForm.module.css'

type Props = {
  name: RangedName
  label: string
  /** what it means */
  text: string
  step: number | 'any'
  value: number
}

/** A number of the form by which images are drawn; as typed, until another one is in the address. */
export function DrawField({ name, label, text, step, value }: Props) {
  const id = useId()
  const [{ typed, from }, type] = useState({ typed: String(value), from: value })
  if (from !== value) type({ typed: String(value), from: value })
  const [min, max] = rangeOf(name)
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        {...{ id, name, min, max, step }}
        type="number"
        required
        value={typed}
        onChange={({ currentTarget }) => type({ typed: currentTarget.value, from: value })}
        aria-describedby={`${id}-text`}
      />
      <p id={`${id}-text`}>{text}</p>
    </div>
  )
}
