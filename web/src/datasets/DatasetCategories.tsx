import { useState } from 'react'
import { Button } from '../parts/Button.tsx'
import { colorOfCategory } from '../parts/colorOfCategory.ts'
import { formatCount } from '../parts/formatNumber.ts'
import { Panel } from '../parts/Panel.tsx'
import styles from './DatasetCategories.module.css'

type Props = { categories: readonly { readonly fileId: number; readonly name: string }[] }

/** Categories at first; all of them at a press. LVIS has 1,203. */
const shownAtFirst = 24

/** The categories of a dataset with their ids in its file. */
export function DatasetCategories({ categories }: Props) {
  const [all, showAll] = useState(false)
  const shown = all ? categories : categories.slice(0, shownAtFirst)
  return (
    <Panel title="Categories" lead="With the ids that the file gives them.">
      <ul className={styles.categories}>
        {shown.map(({ fileId, name }) => (
          <li key={fileId}>
            <span className={styles.dot} style={{ background: colorOfCategory(name) }} />
            {name} <span className={styles.id}>{fileId}</span>
          </li>
        ))}
      </ul>
      {shown.length < categories.length && (
        <div>
          <Button onClick={() => showAll(true)}>Show all {formatCount(categories.length)}</Button>
        </div>
      )}
    </Panel>
  )
}
