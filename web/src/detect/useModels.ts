import { useCallback, useEffect, useState } from 'react'
import { client } from '../api/client.ts'
import { ModelsDocument, type ModelsQuery } from '../api/generated.ts'
import { type Problem, problemOf } from '../api/problem.ts'

/** What was known last, for those who come back. */
let kept: ModelsQuery | undefined

/** The models, asked for when the page is opened: an observed query would be asked anew after each photo. */
export function useModels() {
  const [state, set] = useState<{ data: ModelsQuery | undefined; problem: Problem | null }>({
    data: kept,
    problem: null,
  })
  const ask = useCallback(async () => {
    const { data, error } = await client.query(ModelsDocument, {}, { requestPolicy: 'network-only' }).toPromise()
    kept = data ?? kept
    set({ data: kept, problem: error && !data ? problemOf(error) : null })
  }, [])
  useEffect(() => void ask(), [ask])
  return { ...state, ask }
}
