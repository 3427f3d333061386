import { useId, useMemo, useState } from 'react'
import type { EvaluationBestF1Query, EvaluationCategoriesQuery } from '../api/generated.ts'
import { formatCounted } from '../parts/formatNumber.ts'
import { SortableTable } from '../parts/SortableTable.tsx'
import styles from './CategoriesTable.module.css'
import { categoryAmong } from './categoryAmong.ts'
import { type CategoryRow, categoryColumns } from './categoryColumns.tsx'
import type { Category } from './chosenCategories.ts'
import { useAddress } from './useAddress.ts'

type Result = NonNullable<NonNullable<EvaluationCategoriesQuery['evaluation']>['result']>
type Best = NonNullable<NonNullable<EvaluationBestF1Query['evaluation']>['result']>['bestF1']

/** So many categories are found by looking. */
const lookedThrough = 20

type Props = {
  /** of the dataset, named apart */
  categories: readonly Category[]
  rows: Result['perCategory']
  /** null until it is there */
  best: Best
}

/** The numbers of categories, sorted as the address has it; a press on a name chooses its curve. */
export function CategoriesTable({ categories, rows, best }: Props) {
  const { parameters, change } = useAddress()
  const [wanted, want] = useState('')
  const field = useId()

  const shown = useMemo<CategoryRow[]>(() => {
    const found = new Map(best?.perCategory.map(({ category, best }) => [category.fileId, best]))
    const name = wanted.trim().toLowerCase()
    const among = categoryAmong(categories)
    return rows
      .map(row => ({ ...row, category: among(row.category), best: found.get(row.category.fileId) ?? null }))
      .filter(({ category }) => category.name.toLowerCase().includes(name))
  }, [categories, rows, best, wanted])

  const [key, order] = (parameters.get('sort') ?? '').split('-')
  const column = categoryColumns.find(column => column.key === key)
  return (
    <>
      {rows.length > lookedThrough && (
        <div className={styles.find}>
          <label htmlFor={field}>Find a category</label>
          <input id={field} type="search" value={wanted} onChange={event => want(event.currentTarget.value)} />
          <span role="status">{wanted && formatCounted(shown.length, 'category', 'categories')}</span>
        </div>
      )}
      <div className={styles.rows}>
        <SortableTable
          caption="The numbers of each category"
          columns={categoryColumns}
          rows={shown}
          rowKey={({ category }) => category.fileId}
          shownAtFirst={lookedThrough}
          sortBy={column ? { key: column.key, descending: order !== 'up' } : { key: 'ap', descending: true }}
          onSort={({ key, descending }) => change({ sort: descending ? key : `${key}-up` })}
        />
      </div>
    </>
  )
}
