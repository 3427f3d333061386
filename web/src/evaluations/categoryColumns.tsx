import type { EvaluationBestF1Query, EvaluationCategoriesQuery } from '../api/generated.ts'
import { formatCount, formatPoints, formatThreshold } from '../parts/formatNumber.ts'
import type { Column } from '../parts/SortableTable.tsx'
import styles from './CategoriesTable.module.css'
import { CategoryButton } from './CategoryButton.tsx'

type Result = NonNullable<NonNullable<EvaluationCategoriesQuery['evaluation']>['result']>
type Best = NonNullable<NonNullable<NonNullable<EvaluationBestF1Query['evaluation']>['result']>['bestF1']>

/** A category's numbers and where its F1 is best; null where that is not known. */
export type CategoryRow = Result['perCategory'][number] & { best: Best['perCategory'][number]['best'] | null }

const bar = (value: number | null) => (
  <span className={styles.cell}>
    <span className={styles.bar} aria-hidden="true">
      <span style={{ width: `${100 * (value ?? 0)}%` }} />
    </span>
    <span className={styles.points}>{formatPoints(value)}</span>
  </span>
)

/** A dash, with the reason for it where one is given. */
const absent = (reason: string | null | undefined) => (
  <span className={styles.absent} {...(reason ? { title: reason } : {})}>
    –{reason && <span className="visually-hidden"> {reason}</span>}
  </span>
)

/** What a row of the table of categories has. */
export const categoryColumns: readonly Column<CategoryRow>[] = [
  {
    key: 'name',
    title: 'Category',
    align: 'left',
    value: ({ category }) => category.name,
    render: ({ category }) => <CategoryButton category={category} />,
  },
  { key: 'ap', title: 'AP', value: ({ ap }) => ap, render: ({ ap }) => bar(ap) },
  { key: 'ap50', title: 'AP50', value: ({ ap50 }) => ap50, render: ({ ap50 }) => bar(ap50) },
  { key: 'ar100', title: 'AR 100', value: ({ ar100 }) => ar100, render: ({ ar100 }) => bar(ar100) },
  {
    key: 'score',
    title: 'Score of best F1',
    value: ({ best }) => best?.score ?? null,
    render: ({ best }) => (best?.score == null ? absent(best?.reason) : formatThreshold(best.score)),
  },
  {
    key: 'objects',
    title: 'Objects',
    value: ({ groundTruths }) => groundTruths,
    render: ({ groundTruths }) => formatCount(groundTruths),
  },
  {
    key: 'detections',
    title: 'Detections',
    value: ({ detections }) => detections,
    render: ({ detections }) => formatCount(detections),
  },
]
