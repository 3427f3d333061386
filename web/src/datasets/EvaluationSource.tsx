import { useEffect, useEffectEvent, useId, useState } from 'react'
import { useQuery } from 'urql'
import { ModelsDocument } from '../api/generated.ts'
import { problemOf } from '../api/problem.ts'
import { Button } from '../parts/Button.tsx'
import { DemoModelNotice } from '../parts/DemoModelNotice.tsx'
import { DropZone } from '../parts/DropZone.tsx'
import type { DroppedFile } from '../parts/droppedFiles.ts'
import { Notice } from '../parts/Notice.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import type { DatasetDetail } from './DatasetFacts.tsx'
import type { EvaluationForm } from './evaluationForm.ts'
import { planResults, type ResultsPlan } from './planResults.ts'
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
  ['FILE', 'A file of detections from elsewhere'],
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

function ModelSelect({ form: { source, model }, onChange }: Pick<Props, 'form' | 'onChange'>) {
  const id = useId()
  const [{ data, error }, ask] = useQuery({ query: ModelsDocument })
  const models = data?.models.filter(({ available }) => available || source === 'STORED_RUNS') ?? []
  const chosen = models.find(({ name }) => name === model) ?? models.find(({ isDefault }) => isDefault) ?? models[0]
  const choose = useEffectEvent((name: string) => name !== model && onChange({ model: name }))

  useEffect(() => {
    if (chosen) choose(chosen.name)
  }, [chosen])

  if (error) return <ProblemNotice problem={problemOf(error)} title="The models could not be listed" onRetry={ask} />
  return (
    <>
      <div className={styles.field}>
        <label htmlFor={id}>Model</label>
        <select
          id={id}
          value={model}
          aria-describedby={`${id}what`}
          onChange={event => onChange({ model: event.currentTarget.value })}
        >
          {models.map(({ id, name, available }) => (
            <option key={id} value={name}>
              {available ? name : `${name} (no longer installed)`}
            </option>
          ))}
        </select>
      </div>
      <p id={`${id}what`} className={styles.how}>
        {chosen?.description}{' '}
        {source === 'MODEL'
          ? 'Photos that it has been run on already are not run again.'
          : 'Of each image the newest stored run counts; nothing is run.'}
      </p>
      {source === 'MODEL' && model === 'demo' && <DemoModelNotice />}
    </>
  )
}

function ResultsFile({ results, onResults }: Pick<Props, 'results' | 'onResults'>) {
  const [wrong, setWrong] = useState<string | null>(null)

  function take(files: DroppedFile[]) {
    const plan = planResults(files)
    setWrong(typeof plan === 'string' ? plan : null)
    if (typeof plan !== 'string') onResults(plan)
  }

  if (results)
    return (
      <div className={styles.chosen}>
        <span>{results.words}</span>
        <Button onClick={() => onResults(null)}>Choose another</Button>
      </div>
    )
  return (
    <>
      {wrong && (
        <Notice tone="warn" title="This cannot be evaluated" live>
          <p>{wrong}</p>
        </Notice>
      )}
      <DropZone choose="Choose a file of results" chooseFolder="Choose a folder of labels" multiple onFiles={take}>
        <p>
          <strong>Drop detections here</strong>
        </p>
        <p className={styles.how}>
          COCO results (<code>.json</code>), <code>.csv</code> (both also <code>.gz</code>), or YOLO labels with scores
          in a folder or an archive
        </p>
      </DropZone>
    </>
  )
}
