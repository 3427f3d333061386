import { useId, useMemo } from 'react'
import type { CompareCategoryFragment } from '../api/generated.ts'
import { formatCount, formatPoints } from '../parts/formatNumber.ts'
import { namedApart } from '../parts/namedApart.ts'
import { Panel } from '../parts/Panel.tsx'
import { type Column, type Sort, SortableTable } from '../parts/SortableTable.tsx'
import styles from './CategoriesPanel.module.css'
import { ChangeWord } from './ChangeWord.tsx'
import { type ChangeKind, changeKind } from './changeKind.ts'
import { type CompareAddress, plainAddress } from './compareAddress.ts'
import { formatChange } from './formatChange.ts'
import { IntervalMark } from './IntervalMark.tsx'
import { IntervalText } from './IntervalText.tsx'
import { type IntervalScale, intervalScale } from './intervalScale.ts'
import type { ChangeAddress } from './useCompareAddress.ts'

type Props = {
  /** null until they are there */
  categories: readonly CompareCategoryFragment[] | null
  address: Pick<CompareAddress, 'certain' | 'sort'>
  change: ChangeAddress
}

const order: Record<ChangeKind, number> = { worse: 0, unsure: 1, same: 2, better: 3, undefined: 4 }

/** Those that lost most; the images come below. */
const shownAtFirst = 20

const isCertain = (row: CompareCategoryFragment) => ['better', 'worse'].includes(changeKind(row))

function columnsOn(scale: IntervalScale): Column<CompareCategoryFragment>[] {
  return [
    { key: 'category', title: 'Category', align: 'left', value: ({ category }) => category.name },
    {
      key: 'kind',
      title: 'Candidate is',
      align: 'left',
      value: row => order[changeKind(row)],
      render: row => <ChangeWord kind={changeKind(row)} />,
    },
    {
      key: 'difference',
      title: 'Difference',
      value: ({ difference }) => difference,
      render: ({ difference }) => (difference === null ? '–' : formatChange(difference)),
    },
    {
      key: 'interval',
      title: 'Interval',
      align: 'left',
      value: ({ interval }) => interval?.low ?? null,
      render: row => (
        <span className={styles.interval}>
          {row.difference !== null && row.interval ? (
            <>
              <IntervalMark scale={scale} difference={row.difference} interval={row.interval} kind={changeKind(row)} />
              <span>
                <IntervalText difference={row.difference} interval={row.interval} />
              </span>
            </>
          ) : (
            row.reason
          )}
        </span>
      ),
    },
    { key: 'baseline', title: 'Baseline', value: row => row.baseline, render: row => formatPoints(row.baseline) },
    { key: 'candidate', title: 'Candidate', value: row => row.candidate, render: row => formatPoints(row.candidate) },
  ]
}

/** What the address says, where there is such a column. */
function sortIn(sort: string, columns: readonly Column<CompareCategoryFragment>[]): Sort {
  const key = sort.replace(/^-/, '')
  if (!columns.some(column => column.key === key)) return sortIn(plainAddress.sort, columns)
  return { key, descending: sort.startsWith('-') }
}

/** The average precision of each category of both, those that lost most first. */
export function CategoriesPanel({ categories, address: { certain, sort }, change }: Props) {
  const id = useId()
  const named = useMemo(() => {
    const names = namedApart(categories?.map(({ category }) => category) ?? [])
    return categories?.map((row, at) => ({ ...row, category: names[at]! })) ?? []
  }, [categories])
  const rows = useMemo(() => named.filter(row => !certain || isCertain(row)), [named, certain])
  const columns = useMemo(() => columnsOn(intervalScale(categories ?? [])), [categories])
  return (
    <Panel
      title="Categories"
      id="categories"
      lead="Average precision of each. An interval speaks for the images that have the category: of one or two images it means nothing, however narrow."
    >
      <p className={styles.toggle}>
        <input
          id={id}
          type="checkbox"
          checked={certain}
          onChange={({ currentTarget }) => change({ certain: currentTarget.checked })}
        />
        <label htmlFor={id}>
          Only those whose interval does not hold 0
          {categories && ` (${formatCount(categories.filter(isCertain).length)} of ${formatCount(categories.length)})`}
        </label>
      </p>
      <div className={categories ? styles.table : styles.pending}>
        {!categories && <p>They come with the draws.</p>}
        {categories && rows.length > 0 && (
          <SortableTable
            caption="Differences of categories"
            columns={columns}
            rows={rows}
            rowKey={({ category }) => category.fileId}
            shownAtFirst={shownAtFirst}
            sortBy={sortIn(sort, columns)}
            onSort={({ key, descending }) => change({ sort: `${descending ? '-' : ''}${key}` })}
          />
        )}
        {categories && rows.length === 0 && <p>Of no category do these images show a difference.</p>}
      </div>
    </Panel>
  )
}
