import { useEffect, useEffectEvent, useId } from 'react'
import { useQuery } from 'urql'
import { ModelsDocument } from '../api/generated.ts'
import { problemOf } from '../api/problem.ts'
import { DemoModelNotice } from '../parts/DemoModelNotice.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import type { EvaluationForm } from './evaluationForm.ts'
import styles from './UploadSetup.module.css'

type Props = { form: EvaluationForm; onChange: (part: Partial<EvaluationForm>) => void }

/** The model that is run, or whose stored detections are taken: then also one that is no longer installed. */
export function ModelSelect({ form: { source, model }, onChange }: Props) {
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
      <div id={`${id}what`} className={styles.how}>
        {chosen?.description && <p>{chosen.description}</p>}
        <p>
          {source === 'MODEL'
            ? 'Photos that it has been run on already are not run again.'
            : 'Of each image the newest stored run counts; nothing is run.'}
        </p>
      </div>
      {source === 'MODEL' && model === 'demo' && (
        <DemoModelNotice instead={models.find(({ name }) => name !== 'demo')?.name} />
      )}
    </>
  )
}
