import { useEffect, useEffectEvent, useState } from 'react'
import { client } from '../api/client.ts'
import { EvaluationsOneDocument } from '../api/generated.ts'
import type { EvaluationRow } from './evaluationsComparable.ts'

/**
 * The rows of chosen ids, in their order; those that are not in the list yet are asked for.
 * @param rows the list as far as it came
 * @param gone called with ids that there is no evaluation of
 */
export function useChosenEvaluations(
  ids: readonly string[],
  rows: readonly EvaluationRow[],
  gone: (ids: readonly string[]) => void,
): readonly EvaluationRow[] {
  const [others, setOthers] = useState<readonly EvaluationRow[]>([])
  const lose = useEffectEvent(gone)
  const known = [...rows, ...others]
  const missing = ids.filter(id => !known.some(row => row.id === id)).join(',')
  const isListed = rows.length > 0

  useEffect(() => {
    if (missing === '' || !isListed) return
    let isOver = false
    async function ask() {
      const asked = missing.split(',').map(id => client.query(EvaluationsOneDocument, { id }).toPromise())
      const answers = await Promise.all(asked)
      if (isOver) return
      setOthers(before => [...before, ...answers.flatMap(({ data }) => (data?.evaluation ? [data.evaluation] : []))])
      const lost = missing.split(',').filter((_, index) => answers[index]!.data?.evaluation === null)
      if (lost.length > 0) lose(lost)
    }
    void ask()
    return () => {
      isOver = true
    }
  }, [missing, isListed])

  return ids.flatMap(id => known.find(row => row.id === id) ?? [])
}
