import { useEffect, useEffectEvent, useState } from 'react'
import { client } from '../api/client.ts'
import { EvaluationsAtWorkDocument, EvaluationsOneDocument } from '../api/generated.ts'
import { isAtWork } from '../parts/evaluationStatus.ts'
import type { EvaluationRow } from './evaluationsComparable.ts'

const pollMs = 2000
/** Ended ones that are asked for one by one in a round. */
const mostEnded = 10

const fresh = { requestPolicy: 'network-only' } as const

/**
 * Rows as they stand now: while one of them is queued or running, those at work are asked for every two seconds, and each
 * that has ended once more. One that was deleted meanwhile stays as it was.
 */
export function useLiveEvaluations(rows: readonly EvaluationRow[], datasetId: string | null) {
  const [newer, setNewer] = useState<ReadonlyMap<string, EvaluationRow>>(new Map())
  const live = rows.map(row => newer.get(row.id) ?? row)
  const waits = live.some(isAtWork)

  const put = (changed: readonly EvaluationRow[]) =>
    setNewer(before => new Map([...before, ...changed.map(row => [row.id, row] as const)]))

  const ask = useEffectEvent(async (signal: AbortSignal) => {
    const filter = datasetId === null ? {} : { datasetId }
    const variables = { running: { ...filter, status: 'RUNNING' }, queued: { ...filter, status: 'QUEUED' } } as const
    const { data } = await client.query(EvaluationsAtWorkDocument, variables, fresh).toPromise()
    if (!data || signal.aborted) return
    const atWork = new Map([...data.running.nodes, ...data.queued.nodes].map(row => [row.id, row]))
    const ended = live.filter(row => isAtWork(row) && !atWork.has(row.id)).slice(0, mostEnded)
    const asked = ended.map(({ id }) => client.query(EvaluationsOneDocument, { id }, fresh).toPromise())
    const found = (await Promise.all(asked)).flatMap(({ data }) => (data?.evaluation ? [data.evaluation] : []))
    if (!signal.aborted) put([...atWork.values(), ...found])
  })

  useEffect(() => {
    if (!waits) return
    const ending = new AbortController()
    let timer: ReturnType<typeof setTimeout>
    async function round() {
      await ask(ending.signal)
      if (!ending.signal.aborted) timer = setTimeout(round, pollMs)
    }
    timer = setTimeout(round, pollMs)
    return () => {
      ending.abort()
      clearTimeout(timer)
    }
  }, [waits])

  return { live, put }
}
