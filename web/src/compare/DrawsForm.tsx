import type { FormEvent } from 'react'
import { Button } from '../parts/Button.tsx'
import { type CompareAddress, isInRange } from './compareAddress.ts'
import { DrawField } from './DrawField.tsx'
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
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const values = fields.map(({ name }) => [name, Number(given.get(name))] as const)
    if (values.every(([name, value]) => isInRange(name, value))) change(Object.fromEntries(values), { replace: false })
  }

  return (
    <details className={styles.advanced} open={open}>
      <summary>Advanced</summary>
      <form className={styles.form} onSubmit={submit}>
        {fields.map(field => (
          <DrawField key={field.name} value={draws[field.name]} {...field} />
        ))}
        <Button type="submit">Draw again</Button>
      </form>
    </details>
  )
}
