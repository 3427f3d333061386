import { type KeyboardEvent, useId, useState } from 'react'
import styles from './CategoryPicker.module.css'
import { searchNames } from './searchNames.ts'

type Props = {
  /** names to choose from */
  categories: readonly string[]
  /** those that are chosen already */
  chosen: readonly string[]
  onChoose: (name: string) => void
}

/** A field that finds a category by a part of its name; arrow keys go through what it found, Enter takes it. */
export function CategoryPicker({ categories, chosen, onChoose }: Props) {
  const id = useId()
  const [text, setText] = useState('')
  const [isOpen, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const found = searchNames(
    categories.filter(name => !chosen.includes(name)),
    text,
  )
  const active = found[Math.min(at, found.length - 1)]

  function open(nextText = text) {
    setText(nextText)
    setOpen(true)
    setAt(0)
  }

  function choose(name: string) {
    onChoose(name)
    setText('')
    setOpen(false)
  }

  function press(event: KeyboardEvent) {
    const { key } = event
    if (key === 'Escape') setOpen(false)
    if (key === 'Enter' && isOpen && active) {
      event.preventDefault()
      choose(active)
    }
    if (key !== 'ArrowDown' && key !== 'ArrowUp') return
    event.preventDefault()
    if (!isOpen) return open()
    const next = (Math.min(at, found.length - 1) + (key === 'ArrowDown' ? 1 : -1) + found.length) % found.length
    setAt(next)
    document.getElementById(`${id}${found[next]}`)?.scrollIntoView({ block: 'nearest' })
  }

  return (
    <div className={styles.picker}>
      <label htmlFor={id}>Category</label>
      <input
        id={id}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={`${id}list`}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && active ? `${id}${active}` : undefined}
        autoComplete="off"
        placeholder="Search, such as dog"
        value={text}
        onChange={event => open(event.currentTarget.value)}
        onClick={() => open()}
        onKeyDown={press}
        onBlur={() => setOpen(false)}
      />
      <div
        className={styles.list}
        id={`${id}list`}
        role="listbox"
        aria-label="Categories"
        hidden={!isOpen}
        // So that the field keeps the focus, also while its bar is drawn.
        onMouseDown={event => event.preventDefault()}
      >
        {found.map(name => (
          <div
            key={name}
            id={`${id}${name}`}
            role="option"
            tabIndex={-1}
            aria-selected={name === active}
            className={styles.option}
            onClick={() => choose(name)}
            onKeyDown={press}
          >
            {name}
          </div>
        ))}
        {found.length === 0 && <p className={styles.none}>No category has “{text}” in its name.</p>}
      </div>
    </div>
  )
}
