import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parse } from 'graphql'
import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { AppError } from '../../src/errors.ts'
import type { Context } from '../../src/graphql/context.ts'
import { createAnswerRoom } from '../../src/graphql/createAnswerRoom.ts'
import type { Asked } from '../../src/graphql/createQuestions.ts'
import { createSchema } from '../../src/graphql/createSchema.ts'
import { createSubscriber } from '../../src/graphql/createSubscriber.ts'
import { toNodeId } from '../../src/graphql/nodeId.ts'
import { createEvaluationFeed } from '../../src/runs/createEvaluationFeed.ts'
import type { EvaluationRow } from '../../src/store/evaluations.ts'
import type { ResultHead } from '../../src/store/newEvaluation.ts'

const key = '11111111-1111-1111-1111-111111111111'
const following = (fields: string) =>
  parse(`subscription { evaluationProgress(id: "${toNodeId('Evaluation', key)}") { ${fields} } }`)
const document = following('status progress { done } result { summary { ap } } dataset { name }')
const schema = createSchema()

/** Subscribers to one evaluation, on a store in memory. */
function startSubscribing() {
  const row = { id: key, datasetId: 'd', status: 'RUNNING', phase: 'MATCHING', matchedCount: 1 } as EvaluationRow
  const evaluations = {
    findMany: vi.fn(async () => [{ ...row }]),
    resultHeads: vi.fn(
      async (): Promise<(ResultHead | null)[]> => [{ summary: { ap: 0.5 }, reasons: {} } as unknown as ResultHead],
    ),
  }
  const datasets = { findMany: vi.fn(async (ids: readonly string[]) => ids.map(id => ({ id, name: 'scenes' }))) }
  const feed = createEvaluationFeed({ find: evaluations.findMany, intervalMs: 10, gatherMs: 1 })
  const lines: unknown[] = []
  const context = {
    store: { evaluations, datasets },
    feed,
    room: createAnswerRoom(),
    log: pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) }),
    requestId: 'r',
  } as unknown as Context
  const run = vi.fn(async (): Promise<unknown> => ({ overall: { f1: 0.25 }, perCategory: [] }))
  const insights = { run, warm: () => undefined } as unknown as Asked
  const onTrouble = vi.fn()
  const subscribe = createSubscriber({ schema, insights, onTrouble, againMs: 20 })
  return {
    run,
    onTrouble,
    lines,
    change: (changes: Partial<EvaluationRow>) => Object.assign(row, changes),
    evaluations,
    datasets,
    subscribe: ({ signal = new AbortController().signal, fields = document } = {}) =>
      subscribe({
        admitted: { document: fields, operationName: undefined, variableValues: {} },
        contextOf: async () => ({ ...context }),
        signal,
      }),
  }
}

const running = (done: number, name = 'scenes') => ({
  data: { evaluationProgress: { status: 'RUNNING', progress: { done }, result: null, dataset: { name } } },
})
const completed = {
  data: {
    evaluationProgress: {
      status: 'COMPLETED',
      progress: {},
      result: { summary: { ap: 0.5 } },
      dataset: { name: 'scenes' },
    },
  },
}

test('what one event needs is read once for all subscribers, and anew for the next event', async () => {
  const { change, datasets, subscribe } = startSubscribing()
  const all = Array.from({ length: 30 }, () => subscribe())
  const first = await all[0]!.next()
  const others = await Promise.all(all.slice(1).map(each => each.next()))
  expect(new Set([first, ...others].map(({ value }) => JSON.stringify(value)))).toEqual(
    new Set([JSON.stringify(running(1))]),
  )
  expect(datasets.findMany.mock.calls.length).toBeLessThanOrEqual(2)
  datasets.findMany.mockImplementation(async ids => ids.map(id => ({ id, name: 'renamed' })))
  change({ matchedCount: 2 })
  for (const { value } of await Promise.all(all.map(each => each.next()))) expect(value).toEqual(running(2, 'renamed'))
  await Promise.all(all.map(each => each.return()))
})

test('an end whose numbers the database could not give is told with them once it can, and the trouble is told', async () => {
  const { change, evaluations, subscribe, onTrouble } = startSubscribing()
  change({ status: 'COMPLETED' })
  const away = new AppError('STORAGE_UNAVAILABLE', 'The database does not answer.')
  evaluations.resultHeads.mockRejectedValueOnce(away)
  const events = subscribe()
  expect((await events.next()).value).toMatchObject(completed)
  expect(evaluations.resultHeads).toHaveBeenCalledTimes(2)
  expect(onTrouble.mock.calls).toEqual([[away]])
  expect(await events.next()).toEqual({ done: true, value: undefined })
})

test('what could not be told is told as it stands when it is tried again', async () => {
  const { change, datasets, subscribe } = startSubscribing()
  datasets.findMany.mockImplementationOnce(async () => {
    change({ matchedCount: 7 })
    throw new AppError('STORAGE_UNAVAILABLE', 'The database does not answer.')
  })
  const events = subscribe()
  expect((await events.next()).value).toEqual(running(7))
  await events.return()
})

const inside = following('status result { bestF1 { overall { f1 } } }')
const completedInside = {
  data: { evaluationProgress: { status: 'COMPLETED', result: { bestF1: { overall: { f1: 0.25 } } } } },
}
const overloaded = new AppError('OVERLOADED', 'Too much heavy work waits already.')

test('a question about the inside is asked once for all who are told of the end', async () => {
  const { change, run, subscribe } = startSubscribing()
  const all = Array.from({ length: 200 }, () => subscribe({ fields: inside }))
  await Promise.all(all.map(each => each.next()))
  change({ status: 'COMPLETED' })
  for (const { value } of await Promise.all(all.map(each => each.next()))) expect(value).toEqual(completedInside)
  expect(run).toHaveBeenCalledTimes(1)
})

test('an end whose inside was overloaded is told with it once it is not', async () => {
  const { change, run, subscribe } = startSubscribing()
  change({ status: 'COMPLETED' })
  run.mockRejectedValueOnce(overloaded).mockRejectedValueOnce(overloaded)
  expect((await subscribe({ fields: inside }).next()).value).toEqual(completedInside)
  expect(run).toHaveBeenCalledTimes(3)
})

test('what stays overloaded is told after 30 tries', async () => {
  const { change, run, subscribe } = startSubscribing()
  change({ status: 'COMPLETED' })
  run.mockRejectedValue(overloaded)
  const { value } = await subscribe({ fields: inside }).next()
  expect(value).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED' } }] })
  expect(run).toHaveBeenCalledTimes(31)
})

test('what was told is kept no longer, however long the stream goes on', async () => {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const { change, subscribe } = startSubscribing()
  const events = subscribe()
  const told: WeakRef<object>[] = []
  for (let matchedCount = 2; matchedCount < 12; matchedCount++) {
    told.push(new WeakRef((await events.next()).value!.data!))
    change({ matchedCount })
  }
  await vi.waitFor(() => {
    collect()
    expect(told.slice(0, -1).filter(each => each.deref())).toEqual([])
  })
  await events.return()
})

test('what nobody foresaw is masked and logged, has the id of the request, and does not end the stream', async () => {
  const { change, datasets, subscribe, lines } = startSubscribing()
  datasets.findMany.mockRejectedValueOnce(new Error('SELECT secret'))
  const events = subscribe()
  expect((await events.next()).value).toMatchObject({
    data: null,
    errors: [{ message: 'Internal error', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'r' } }],
  })
  expect(lines).toEqual([expect.objectContaining({ err: expect.objectContaining({ message: 'SELECT secret' }) })])
  change({ matchedCount: 2 })
  expect((await events.next()).value).toEqual(running(2))
  await events.return()
})

test('one that is told to stop while an event is made ends at once', async () => {
  const { datasets, evaluations, subscribe } = startSubscribing()
  datasets.findMany.mockReturnValue(new Promise(() => undefined))
  const stopping = new AbortController()
  const next = subscribe({ signal: stopping.signal }).next()
  await vi.waitFor(() => expect(datasets.findMany).toHaveBeenCalled())
  stopping.abort()
  expect(await next).toEqual({ done: true, value: undefined })
  await sleep(50)
  const reads = evaluations.findMany.mock.calls.length
  await sleep(50)
  expect(evaluations.findMany).toHaveBeenCalledTimes(reads)
})
