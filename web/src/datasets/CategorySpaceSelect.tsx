import { useId } from 'react'
import type { CategorySpace } from '../api/generated.ts'
import { categorySpaceWords } from '../parts/categorySpaceWords.ts'
import styles from './UploadSetup.module.css'

type Props = {
  label: string
  value: CategorySpace | null
  onChange: (value: CategorySpace | null) => void
  /** below it */
  why?: string
}

/** What the detections of a file name their categories by. */
export function CategorySpaceSelect({ label, value, onChange, why }: Props) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value ?? ''}
        aria-describedby={why && `${id}why`}
        onChange={event => onChange((event.currentTarget.value || null) as CategorySpace | null)}
      >
        <option value="">found out</option>
        {Object.entries(categorySpaceWords).map(([space, words]) => (
          <option key={space} value={space}>
            {words} ({space})
          </option>
        ))}
      </select>
      {why && (
        <p id={`${id}why`} className={styles.how}>
          {why}
        </p>
      )}
    </div>
  )
}
