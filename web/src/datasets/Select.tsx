import { useId } from 'react'
import styles from './UploadSetup.module.css'

type Props<Value extends string> = {
  label: string
  why?: string
  value: Value
  options: readonly (readonly [Value, string])[]
  onChange: (value: Value) => void
}

/** One of several words, with a sentence below about what it decides where that is not plain. */
export function Select<Value extends string>({ label, why, value, options, onChange }: Props<Value>) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        aria-describedby={why && `${id}why`}
        onChange={event => onChange(event.currentTarget.value as Value)}
      >
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
      {why && (
        <p id={`${id}why`} className={styles.how}>
          {why}
        </p>
      )}
    </div>
  )
}
