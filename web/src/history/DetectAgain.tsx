import { useId, useState } from 'react'
import { useMutation, useQuery } from 'urql'
import { HistoryDetectDocument, ModelsDocument } from '../api/generated.ts'
import { type Problem, problemOf } from '../api/problem.ts'
import { Button } from '../parts/Button.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import styles from './ImageRuns.module.css'

type Props = {
  imageId: string
  /** @param id of the run that was stored */
  onDetected: (id: string) => void
}

const noResult: Problem = { code: 'PAGE', message: 'The server sent no result.' }

/** Has a model look at a stored image once more. */
export function DetectAgain({ imageId, onDetected }: Props) {
  const id = useId()
  const [{ data }] = useQuery({ query: ModelsDocument })
  const usable = data?.models.filter(({ available }) => available) ?? []
  const [chosen, choose] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [done, setDone] = useState('')
  const [{ fetching }, detect] = useMutation(HistoryDetectDocument)
  const model = chosen ?? usable[0]?.name ?? ''

  async function run() {
    if (fetching) return
    setProblem(null)
    setDone('')
    const { data, error } = await detect({ imageId, model })
    if (error) return setProblem(problemOf(error))
    const { userErrors, results } = data!.detect
    const result = results[0]
    if (result && 'id' in result) {
      setDone(`${model} has looked at it; what it found is shown above.`)
      return onDetected(result.id)
    }
    setProblem(userErrors[0] ?? result ?? noResult)
  }

  return (
    <div className={styles.again}>
      <label htmlFor={id}>Detect again with</label>
      <select id={id} value={model} onChange={event => choose(event.currentTarget.value)}>
        {usable.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <Button disabled={model === ''} aria-disabled={fetching} onClick={run}>
        {fetching ? 'Detecting …' : 'Detect'}
      </Button>
      <p role="status">{done}</p>
      {problem && <ProblemNotice title="Nothing was detected." problem={problem} onRetry={run} />}
    </div>
  )
}
