import { useId } from 'react'
import { Notice } from '../parts/Notice.tsx'
import type { DatasetDetail } from './DatasetFacts.tsx'
import type { EvaluationForm } from './evaluationForm.ts'
import { ModelSelect } from './ModelSelect.tsx'
import type { ResultsPlan } from './planResults.ts'
import { ResultsFile } from './ResultsFile.tsx'
import styles from './UploadSetup.module.css'

type Props = {
  dataset: DatasetDetail
  form: EvaluationForm
  results: ResultsPlan | null
  onChange: (part: Partial<EvaluationForm>) => void
  onResults: (results: ResultsPlan | null) => void
}

const sources = [
  ['MODEL', 'Run a model on the photos'],
  ['STORED_RUNS', 'Take what a model has found before'],
  ['FILE', 'Results from elsewhere, in a file'],
] as const

/** Where the detections of an evaluation come from. */
export function EvaluationSource({ dataset, form, results, onChange, onResults }: Props) {
  const id = useId()
  const { source } = form
  return (
    <>
      <fieldset className={styles.choices}>
        <legend>What is evaluated?</legend>
        {sources.map(([value, words]) => (
          <label key={value}>
            <input type="radio" name={id} checked={source === value} onChange={() => onChange({ source: value })} />
            {words}
          </label>
        ))}
      </fieldset>
      {source === 'FILE' ? (
        <ResultsFile results={results} onResults={onResults} />
      ) : (
        <ModelSelect key={source} form={form} onChange={onChange} />
      )}
      {source === 'MODEL' && dataset.photoCount === 0 && (
        <Notice tone="warn" title="There is no photo to run a model on yet">
          <p>Add photos above first, or evaluate detections that you have.</p>
        </Notice>
      )}
    </>
  )
}
