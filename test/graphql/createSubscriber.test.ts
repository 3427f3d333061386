import { parse } from 'graphql'
import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { AppError } from '../../src/errors.ts'
import type { Context } from '../../src/graphql/context.ts'
import { createAnswerRoom } from '../../src/graphql/createAnswerRoom.ts'
import { createSchema } from '../../src/graphql/createSchema.ts'
import { createSubscriber } from '../../src/graphql/createSubscriber.ts'
import { toNodeId } from '../../src/graphql/nodeId.ts'
import { createEvaluationFeed } from '../../src/runs/createEvaluationFeed.ts'
import type { EvaluationRow } from '../../src/store/evaluations.ts'
import type { ResultHead } from '../../src/store/newEvaluation.ts'

const key = '11111111-1111-1111-1111-111111111111'
const document = parse(`subscription { evaluationProgress(id: "${toNodeId('Evaluation', key)}") {
  status progress { done } result { summary { ap } } dataset { name } } }`)
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
  const context = {
    insights: { warm: () => undefined },
    store: { evaluations, datasets },
    feed,
    room: createAnswerRoom(),
    log: pino({ level: 'silent' }),
    requestId: 'r',
  } as unknown as Context
  const subscribe = createSubscriber(schema)
  return {
    change: (changes: Partial<EvaluationRow>) => Object.assign(row, changes),
    evaluations,
    datasets,
    feed,
    subscribe: (signal = new AbortController().signal) =>
      subscribe({
        admitted: { document, operationName: undefined, variables: {} },
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

test('an end whose numbers the database could not give is told with them once it can', async () => {
  const { change, evaluations, subscribe } = startSubscribing()
  change({ status: 'COMPLETED' })
  const away = new AppError('STORAGE_UNAVAILABLE', 'The database does not answer.')
  evaluations.resultHeads.mockRejectedValueOnce(away)
  const events = subscribe()
  expect((await events.next()).value).toMatchObject(completed)
  expect(evaluations.resultHeads).toHaveBeenCalledTimes(2)
  expect(await events.next()).toEqual({ done: true, value: undefined })
})

test('what nobody foresaw is masked, has the id of the request, and does not end the stream', async () => {
  const { change, datasets, subscribe } = startSubscribing()
  datasets.findMany.mockRejectedValueOnce(new Error('SELECT secret'))
  const events = subscribe()
  expect((await events.next()).value).toMatchObject({
    data: null,
    errors: [{ message: 'Internal error', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'r' } }],
  })
  change({ matchedCount: 2 })
  expect((await events.next()).value).toEqual(running(2))
  await events.return()
})

test('one that is told to stop while an event is made ends at once', async () => {
  const { datasets, feed, subscribe } = startSubscribing()
  datasets.findMany.mockReturnValue(new Promise(() => undefined))
  const stopping = new AbortController()
  const next = subscribe(stopping.signal).next()
  await vi.waitFor(() => expect(datasets.findMany).toHaveBeenCalled())
  stopping.abort()
  expect(await next).toEqual({ done: true, value: undefined })
  expect(feed.count()).toBe(0)
})
