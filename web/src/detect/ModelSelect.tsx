import { useId } from 'react'
import styles from './ModelSelect.module.css'
import type { ModelChoice } from './useModelChoice.ts'

/** Which model looks at the photos, where there is a choice. */
export function ModelSelect({ models, model, choose }: ModelChoice) {
  const id = useId()
  return (
    <div className={styles.choice}>
      <label htmlFor={id}>Model</label>
      <select id={id} value={model?.name} onChange={event => choose(event.currentTarget.value)}>
        {models.map(({ id, name, isDefault }) => (
          <option key={id} value={name}>
            {isDefault ? `${name} (default)` : name}
          </option>
        ))}
      </select>
    </div>
  )
}
