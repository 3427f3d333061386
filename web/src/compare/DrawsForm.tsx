import { type FormEvent, useId } from 'react'
import { Button } from '../parts/Button.tsx'
import { type CompareAddress, isInRange, rangeOf } from './compareAddress.ts'
import styles from './DrawsForm.module.css'
import type { ChangeAddress } from './useCompareAddress.ts'

type Draws = Pick<CompareAddress, 'replicates' | 'seed' | 'confidence'>
type Props = { draws: Draws; change: ChangeAddress; open?: boolean }

const fields = [
  { name: 'confidence', label: 'Confidence', step: 'any', text: 'How likely an interval is to hold the truth.' },
  { name: 'replicates', label: 'Draws', step: 1, text: 'More of them give steadier intervals, and take longer.' },
  { name: 'seed', label: 'Seed', step: 1, text: 'The same seed draws the same images.' },
] as const

/** How often images are drawn, and how sure intervals are to be. */
export function DrawsForm({ draws, change, open = false }: Props) {
  const prefix = useId()

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const values = fields.map(({ name }) => [name, Number(given.get(name))] as const)
    if (values.every(([name, value]) => isInRange(name, value))) change(Object.fromEntries(values), { replace: false })
  }

  return (
    <details className={styles.advanced} open={open}>
      <summary>Advanced</summary>
      <form className={styles.form} key={Object.values(draws).join()} onSubmit={submit}>
        {fields.map(({ name, label, step, text }) => (
          <div key={name} className={styles.field}>
            <label htmlFor={`${prefix}${name}`}>{label}</label>
            <input
              id={`${prefix}${name}`}
              name={name}
              type="number"
              required
              min={rangeOf(name)[0]}
              max={rangeOf(name)[1]}
              step={step}
              defaultValue={draws[name]}
              aria-describedby={`${prefix}${name}-text`}
            />
            <p id={`${prefix}${name}-text`}>{text}</p>
          </div>
        ))}
        <Button type="submit">Draw again</Button>
      </form>
    </details>
  )
}
