import { useId, useMemo, useRef, useState } from 'react'
import { Button } from '../../parts/Button.tsx'
import { Chip } from '../../parts/Chip.tsx'
import { type Category, curvesMost, toggledCategory } from '../chosenCategories.ts'
import { useAddress } from '../useAddress.ts'
import styles from './CurvesSection.module.css'
import { curveLooks } from './curve.ts'

type Props = { categories: readonly Category[]; chosen: readonly Category[] }

/** Which categories have curves, usually or by the address: a list to add one from, and a chip for each to take it out. */
export function CategoryChoice({ categories, chosen }: Props) {
  const { parameters, change } = useAddress()
  const id = useId()
  const [wanted, want] = useState('')
  const select = useRef<HTMLSelectElement>(null)
  const sorted = useMemo(() => [...categories].sort((a, b) => a.name.localeCompare(b.name)), [categories])
  const toggle = (fileId: number) => change({ category: toggledCategory(parameters, fileId, chosen) })

  function add() {
    if (wanted === '') return
    toggle(Number(wanted))
    want('')
  }

  function takeOut(fileId: number) {
    toggle(fileId)
    // The chip that has the focus goes.
    select.current?.focus()
  }

  return (
    <>
      <div className={styles.choice}>
        <label htmlFor={id}>Add a category</label>
        <select
          id={id}
          ref={select}
          className={styles.add}
          value={wanted}
          onChange={event => want(event.currentTarget.value)}
        >
          <option value="">{chosen.length < curvesMost ? 'Choose …' : 'Choose (replaces the first)'}</option>
          {sorted
            .filter(category => !chosen.includes(category))
            .map(({ fileId, name }) => (
              <option key={fileId} value={fileId}>
                {name}
              </option>
            ))}
        </select>
        <Button onClick={add} aria-disabled={wanted === ''}>
          Add
        </Button>
      </div>
      {chosen.length > 0 && (
        <div className={styles.chips}>
          {chosen.map(({ fileId, name }, index) => (
            <Chip key={fileId} pressed color={curveLooks[index]!.color} onToggle={() => takeOut(fileId)}>
              {name} ✕
            </Chip>
          ))}
        </div>
      )}
    </>
  )
}
