import { Chip } from '../parts/Chip.tsx'
import { DayField } from './DayField.tsx'
import { addDays, isStartOfOwnDay, lastOwnDayBefore, ownDayOf, startOfOwnDay } from './days.ts'
import styles from './HistoryFilters.module.css'
import type { HistoryFilter } from './historyFilter.ts'

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

const times = new Intl.DateTimeFormat('en', { timeStyle: 'short' })

/** The time of a moment at which no day of the reader begins, such as `4:00 PM`; null of others. */
const timeWithin = (moment: string | null): string | null =>
  moment === null || isStartOfOwnDay(moment) ? null : times.format(new Date(moment))

/** Chooses the first and the last day, or the days up to now; all days are the reader's own. */
export function TimeFilter({ filter, onChange }: Props) {
  const { since, until } = filter
  const first = since && ownDayOf(since)
  const last = until && lastOwnDayBefore(until)
  const today = ownDayOf(Date.now())
  return (
    <>
      <DayField
        label="From day"
        time={timeWithin(since)}
        day={first}
        max={last}
        onChange={day => onChange({ ...filter, since: day && startOfOwnDay(day) }, true)}
      />
      <DayField
        label="To day"
        time={timeWithin(until)}
        day={last}
        min={first}
        onChange={day => onChange({ ...filter, until: day && startOfOwnDay(addDays(day, 1)) }, true)}
      />
      <fieldset className={styles.spans}>
        <legend className="visually-hidden">Time up to now</legend>
        {spans.map(([name, days]) => {
          const start = startOfOwnDay(addDays(today, 1 - days))
          const isChosen = since === start && until === null
          return (
            <Chip
              key={name}
              pressed={isChosen}
              onToggle={() => onChange({ ...filter, since: isChosen ? null : start, until: null })}
            >
              {name}
            </Chip>
          )
        })}
      </fieldset>
    </>
  )
}
