import { useMemo } from 'react'
import { useQuery } from 'urql'
import { HistoryCountsDocument } from '../api/generated.ts'
import { problemOf } from '../api/problem.ts'
import { formatCounted } from '../parts/formatNumber.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { SortableTable } from '../parts/SortableTable.tsx'
import { binDays, timesOfBin, utcDaysOf } from './binDays.ts'
import { CategoryBars, type CategoryCount } from './CategoryBars.tsx'
import styles from './CountsPanel.module.css'
import { DayColumns } from './DayColumns.tsx'
import { detectionFilterOf, type HistoryFilter } from './historyFilter.ts'

type Props = {
  filter: HistoryFilter
  onChoose: (part: Partial<HistoryFilter>) => void
}

const mostBars = 12

const categoryColumns = [
  { key: 'name', title: 'Category', value: ({ name }: CategoryCount) => name, align: 'left' as const },
  { key: 'count', title: 'Detections', value: ({ count }: CategoryCount) => count },
]

type Day = { day: string; count: number }
const dayColumns = [
  { key: 'day', title: 'Day (UTC)', value: ({ day }: Day) => day, align: 'left' as const },
  { key: 'count', title: 'Detections', value: ({ count }: Day) => count },
]

/** The counts of a filter: bars by category, columns over time, and both as tables. */
export default function CountCharts({ filter, onChoose }: Props) {
  const variables = useMemo(() => ({ filter: detectionFilterOf(filter) }), [filter])
  const [{ data, error, fetching }, ask] = useQuery({
    query: HistoryCountsDocument,
    variables,
    requestPolicy: 'cache-and-network',
  })
  const counts = useMemo(
    () => ({
      byCategory: (data?.byCategory ?? []).map(({ category, count }) => ({ name: category?.name ?? '', count })),
      byDay: (data?.byDay ?? []).map(({ day, count }) => ({ day: day ?? '', count })),
    }),
    [data],
  )
  const bins = useMemo(() => binDays(counts.byDay, utcDaysOf(filter)), [counts, filter])

  if (error && problemOf(error).code === 'BAD_USER_INPUT') return <p>There are no counts under these filters.</p>
  if (error)
    return <ProblemNotice title="The counts could not be made." problem={problemOf(error)} onRetry={() => ask()} />
  if (!data) return null
  if (counts.byCategory.length === 0) return <p>Nothing was detected under these filters.</p>
  const { categories } = filter
  const left = counts.byCategory.length - mostBars
  const toggle = (name: string) =>
    onChoose({
      categories: categories.includes(name) ? categories.filter(each => each !== name) : [...categories, name],
    })

  return (
    <div aria-busy={fetching}>
      <div className={styles.both}>
        <CategoryBars counts={counts.byCategory.slice(0, mostBars)} chosen={categories} onToggle={toggle} />
        <div className={styles.time}>
          <DayColumns bins={bins} onChoose={bin => onChoose(timesOfBin(bin, filter))} />
        </div>
      </div>
      <details className={styles.tables}>
        <summary>
          {left > 0
            ? `All numbers as tables, with ${formatCounted(left, 'more category', 'more categories')}`
            : 'All numbers as tables'}
        </summary>
        <div className={styles.both}>
          <SortableTable
            caption="Detections by category"
            columns={categoryColumns}
            rows={counts.byCategory}
            rowKey={({ name }) => name}
            sortBy={{ key: 'count', descending: true }}
          />
          <SortableTable
            caption="Detections by day"
            columns={dayColumns}
            rows={counts.byDay}
            rowKey={({ day }) => day}
            sortBy={{ key: 'day', descending: true }}
          />
        </div>
      </details>
    </div>
  )
}
