import { useId, useRef, useState } from 'react'
import { useQuery } from 'urql'
import { HistoryCategoriesDocument, ModelsDocument } from '../api/generated.ts'
import { Button } from '../parts/Button.tsx'
import { Chip } from '../parts/Chip.tsx'
import { colorOfCategory } from '../parts/colorOfCategory.ts'
import { formatScore } from '../parts/formatNumber.ts'
import { ScoreSlider } from '../parts/ScoreSlider.tsx'
import { useSettled } from '../parts/useSettled.ts'
import { CategoryPicker } from './CategoryPicker.tsx'
import styles from './HistoryFilters.module.css'
import { countFilters, type HistoryFilter, isFiltered, noFilter, usualScore } from './historyFilter.ts'
import { TimeFilter } from './TimeFilter.tsx'
import { useIsNarrow } from './useIsNarrow.ts'

type Props = {
  filter: HistoryFilter
  /** @param replace whether Back is to pass over it */
  onChange: (filter: HistoryFilter, replace?: boolean) => void
}

const sayScore = (score: number) => (score === 0 ? 'any' : formatScore(score))

/** Chooses what the history shows: categories, score, model, time; folded where the window is narrow. */
export function HistoryFilters({ filter, onChange }: Props) {
  const [{ data: known }] = useQuery({ query: HistoryCategoriesDocument })
  const { categories, minScore } = filter
  const score = minScore ?? (categories.length > 0 ? usualScore : 0)
  const [draft, setDraft] = useSettled(score, next =>
    onChange({ ...filter, minScore: next === 0 && categories.length === 0 ? null : next }, true),
  )
  const isNarrow = useIsNarrow()
  const [isOpen, open] = useState(false)
  const count = countFilters(filter)
  const whole = useRef<HTMLElement>(null)

  /** What was pressed goes: the focus stays near. */
  function remove(next: HistoryFilter) {
    onChange(next)
    whole.current?.focus({ preventScroll: true })
  }

  return (
    <search ref={whole} tabIndex={-1} className={styles.filters} aria-label="Filter images">
      <details open={!isNarrow || isOpen} onToggle={event => isNarrow && open(event.currentTarget.open)}>
        <summary className={styles.summary}>{count === 0 ? 'Filters' : `Filters (${count})`}</summary>
        <div className={styles.fields}>
          <CategoryPicker
            categories={known?.categories.map(({ name }) => name) ?? []}
            chosen={categories}
            onChoose={name => onChange({ ...filter, categories: [...categories, name] })}
          />
          <ModelFilter model={filter.model} onChange={model => onChange({ ...filter, model })} />
          <TimeFilter filter={filter} onChange={onChange} />
        </div>
        <div className={styles.second}>
          <ScoreSlider label="Score from" value={draft} onChange={setDraft} say={sayScore} />
          {isFiltered(filter) && (
            <div className={styles.chosen}>
              {categories.map(name => (
                <Chip
                  key={name}
                  pressed
                  color={colorOfCategory(name)}
                  onToggle={() => remove({ ...filter, categories: categories.filter(each => each !== name) })}
                >
                  {name} <span aria-hidden="true">✕</span>
                </Chip>
              ))}
              <Button look="plain" onClick={() => remove(noFilter)}>
                Clear filters
              </Button>
            </div>
          )}
        </div>
      </details>
    </search>
  )
}

function ModelFilter({ model, onChange }: { model: string | null; onChange: (model: string | null) => void }) {
  const id = useId()
  const [{ data }] = useQuery({ query: ModelsDocument })
  const names = new Set([...(data?.models.map(({ name }) => name) ?? []), ...(model === null ? [] : [model])])
  return (
    <div className={styles.field}>
      <label htmlFor={id}>Model</label>
      <select id={id} value={model ?? ''} onChange={event => onChange(event.currentTarget.value || null)}>
        <option value="">Any model</option>
        {[...names].map(name => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </div>
  )
}
