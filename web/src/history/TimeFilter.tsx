import { useId } from 'react'
import { Chip } from '../parts/Chip.tsx'
import styles from './HistoryFilters.module.css'
import { addDays, dayOf, type HistoryFilter } from './historyFilter.ts'

const spans = [
  ['Today', 1],
  ['7 days', 7],
  ['30 days', 30],
] as const

type Props = {
  filter: HistoryFilter
  /** @param replace whether Back is to pass over it */
  onChange: (filter: HistoryFilter, replace?: boolean) => void
}

/** Chooses the first and the last day, or the days up to now; all days are those of UTC. */
export function TimeFilter({ filter, onChange }: Props) {
  const id = useId()
  const { since, until } = filter
  const today = dayOf(Date.now())
  return (
    <>
      <div className={styles.field}>
        <label htmlFor={`${id}since`}>From day</label>
        <input
          id={`${id}since`}
          type="date"
          max={until ?? undefined}
          value={since ?? ''}
          onChange={event => onChange({ ...filter, since: event.currentTarget.value || null }, true)}
        />
      </div>
      <div className={styles.field}>
        <label htmlFor={`${id}until`}>To day</label>
        <input
          id={`${id}until`}
          type="date"
          min={since ?? undefined}
          value={until ?? ''}
          onChange={event => onChange({ ...filter, until: event.currentTarget.value || null }, true)}
        />
      </div>
      <fieldset className={styles.spans}>
        <legend className="visually-hidden">Time up to now</legend>
        {spans.map(([name, days]) => {
          const first = addDays(today, 1 - days)
          const isChosen = since === first && until === null
          return (
            <Chip
              key={name}
              pressed={isChosen}
              onToggle={() => onChange({ ...filter, since: isChosen ? null : first, until: null })}
            >
              {name}
            </Chip>
          )
        })}
      </fieldset>
    </>
  )
}
