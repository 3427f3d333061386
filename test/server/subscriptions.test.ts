import { createClient } from 'graphql-sse'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { toNodeId } from '../../src/graphql/nodeId.ts'
import { openStream } from '../helper/eventStream.ts'
import { eventually } from '../helper/eventually.ts'
import { seedEvaluations } from '../helper/seedEvaluations.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

let server: TestServer
let key: string
const lines: Record<string, unknown>[] = []
beforeAll(async () => {
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  server = await startServer({ FOVEA_WORKER: '0' }, { log })
  key = (await seedEvaluations(server, 1))[0]!.evaluation
})
afterAll(() => server.stop())

type Change = { status: string; phase?: string | null; matched?: number }
/** What a worker would write. */
const write = ({ status, phase = null, matched = 1 }: Change) =>
  server.sql('UPDATE evaluation SET status = $2, phase = $3, matched_count = $4, shard_count = 4 WHERE id = $1', [
    key,
    status,
    phase,
    matched,
  ])
beforeEach(() => write({ status: 'RUNNING', phase: 'MATCHING' }))

const fields = '{ status phase progress { done total } result { summary { ap } } }'
const subscription = (of = toNodeId('Evaluation', key)) => `subscription { evaluationProgress(id: "${of}") ${fields} }`
const atWork = (done: number) => ({
  event: 'next',
  data: {
    data: {
      evaluationProgress: { status: 'RUNNING', phase: 'MATCHING', progress: { done, total: 4 }, result: null },
    },
  },
})
const complete = { event: 'complete', data: null }

async function openStreams(): Promise<number> {
  const { text } = await server.send('/metrics')
  return Number(/^fovea_subscriptions_open (\d+)$/m.exec(text)?.[1])
}

test('the present state comes at once, changes as they are stored, the end last, and a query answers the same', async () => {
  const stream = await openStream(server.url, subscription())
  expect(Object.fromEntries(stream.response.headers)).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  })
  expect(await stream.next()).toEqual(atWork(1))
  await write({ status: 'RUNNING', phase: 'MATCHING', matched: 3 })
  expect(await stream.next()).toEqual(atWork(3))
  await write({ status: 'COMPLETED' })
  const [last, ...after] = await stream.rest()
  const { data } = await server.graphql<object>(`{ evaluation(id: "${toNodeId('Evaluation', key)}") ${fields} }`)
  expect(last).toEqual({ event: 'next', data: { data: { evaluationProgress: Object.values(data)[0] } } })
  expect(last).toMatchObject({
    data: { data: { evaluationProgress: { status: 'COMPLETED', result: { summary: {} } } } },
  })
  expect(after).toEqual([complete])
})

test('how long a stream was open is no time of a request, a refusal is', async () => {
  await write({ status: 'COMPLETED' })
  await (await openStream(server.url, subscription())).rest()
  await openStream(server.url, 'subscription {')
  const { text } = await server.send('/metrics')
  const statuses = [...text.matchAll(/_count\{.*route="\/graphql\/stream",status="(\d+)"\}/g)].map(
    ([, status]) => status,
  )
  expect(statuses).toEqual(['400'])
})

test('what has ended already is told once', async () => {
  for (const status of ['COMPLETED', 'FAILED', 'CANCELLED']) {
    await write({ status })
    const events = await (await openStream(server.url, subscription())).rest()
    expect(events).toEqual([
      { event: 'next', data: { data: { evaluationProgress: expect.objectContaining({ status, phase: null }) } } },
      complete,
    ])
  }
})

const notFound = {
  event: 'next',
  data: {
    data: null,
    errors: [
      expect.objectContaining({
        path: ['evaluationProgress'],
        extensions: { code: 'EVALUATION_NOT_FOUND', requestId: expect.stringMatching(/./) },
      }),
    ],
  },
}

test.each(['evl_00000000000000000000000000000000', 'img_00000000000000000000000000000000', 'x'])(
  'of %s it is told that there is none',
  async id => {
    expect(await (await openStream(server.url, subscription(id))).rest()).toEqual([notFound, complete])
  },
)

test('one that is deleted while it is followed ends with the error', async () => {
  const [{ evaluation } = { evaluation: '' }] = await seedEvaluations(server, 1)
  await server.sql(`UPDATE evaluation SET status = 'RUNNING' WHERE id = $1`, [evaluation])
  const id = toNodeId('Evaluation', evaluation)
  const stream = await openStream(server.url, subscription(id))
  expect(await stream.next()).toMatchObject({ event: 'next' })
  await server.graphql(`mutation { deleteEvaluation(id: "${id}") { deletedId } }`)
  expect(await stream.rest()).toEqual([notFound, complete])
})

test('the client of graphql-sse gets the same, on both paths', async () => {
  for (const path of ['/graphql/stream', '/graphql']) {
    await write({ status: 'RUNNING', phase: 'MATCHING' })
    const client = createClient({ url: server.url + path, retryAttempts: 0 })
    const results: unknown[] = []
    for await (const result of client.iterate({ query: subscription() })) {
      results.push(result)
      await write({ status: 'COMPLETED' })
    }
    expect(results).toEqual([
      atWork(1).data,
      { data: { evaluationProgress: expect.objectContaining({ status: 'COMPLETED' }) } },
    ])
  }
})

test('GET does as well, with variables in the address', async () => {
  await write({ status: 'COMPLETED' })
  const query = `subscription ($id: ID!) { evaluationProgress(id: $id) { status } }`
  const variables = JSON.stringify({ id: toNodeId('Evaluation', key) })
  for (const path of ['/graphql/stream', '/graphql']) {
    const answer = await server.send(`${path}?${new URLSearchParams({ query, variables })}`, {
      headers: { accept: 'text/event-stream' },
    })
    expect(answer.text).toBe(
      ':\n\nevent: next\ndata: {"data":{"evaluationProgress":{"status":"COMPLETED"}}}\n\nevent: complete\ndata:\n\n',
    )
  }
})

test('of twenty subscribers none misses the first state or the end', async () => {
  const streams = await Promise.all(Array.from({ length: 20 }, () => openStream(server.url, subscription())))
  const firsts = await Promise.all(streams.map(stream => stream.next()))
  expect(firsts).toEqual(streams.map(() => atWork(1)))
  expect(await openStreams()).toBe(20)
  await write({ status: 'COMPLETED' })
  for (const rest of await Promise.all(streams.map(stream => stream.rest())))
    expect(rest).toEqual([
      { event: 'next', data: { data: { evaluationProgress: expect.objectContaining({ status: 'COMPLETED' }) } } },
      complete,
    ])
})

test('a client that goes is forgotten, and the log has how much it was told', async () => {
  const clients = [new AbortController(), new AbortController()]
  for (const { signal } of clients) {
    const stream = await openStream(server.url, subscription(), { signal })
    expect(await stream.next()).toEqual(atWork(1))
  }
  expect(await openStreams()).toBe(2)
  lines.length = 0
  for (const client of clients) client.abort()
  await eventually(async () => expect(await openStreams()).toBe(0))
  const logged = lines.filter(({ path }) => path === '/graphql/stream')
  expect(logged).toEqual(
    clients.map(() => expect.objectContaining({ msg: 'answered', status: 200, streamed: { events: 1, end: 'left' } })),
  )
})
