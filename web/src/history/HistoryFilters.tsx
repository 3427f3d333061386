import { useId, useRef } from 'react'
import { useQuery } from 'urql'
import { HistoryCategoriesDocument, ModelsDocument } from '../api/generated.ts'
import { Button } from '../parts/Button.tsx'
import { Chip } from '../parts/Chip.tsx'
import { colorOfCategory } from '../parts/colorOfCategory.ts'
import { ScoreSlider } from '../parts/ScoreSlider.tsx'
import { useSettled } from '../parts/useSettled.ts'
import { CategoryPicker } from './CategoryPicker.tsx'
import styles from './HistoryFilters.module.css'
import { type HistoryFilter, isFiltered, noFilter, usualScore } from './historyFilter.ts'
import { TimeFilter } from './TimeFilter.tsx'

type Props = {
  filter: HistoryFilter
  /** @param replace whether Back is to pass over it */
  onChange: (filter: HistoryFilter, replace?: boolean) => void
}

/** Chooses what the history shows: categories, score, model, time. */
export function HistoryFilters({ filter, onChange }: Props) {
  const [{ data: known }] = useQuery({ query: HistoryCategoriesDocument })
  const { categories, minScore } = filter
  const score = minScore ?? (categories.length > 0 ? usualScore : 0)
  const [draft, setDraft] = useSettled(score, next =>
    onChange({ ...filter, minScore: next === 0 && categories.length === 0 ? null : next }, true),
  )
  const whole = useRef<HTMLElement>(null)

  /** What was pressed goes: the focus stays near. */
  function remove(next: HistoryFilter) {
    onChange(next)
    whole.current?.focus({ preventScroll: true })
  }

  return (
    <search ref={whole} tabIndex={-1} className={styles.filters} aria-label="Filter images">
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
        <ScoreSlider label="Score from" value={draft} onChange={setDraft} />
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
