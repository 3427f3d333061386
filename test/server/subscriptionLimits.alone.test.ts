import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { toNodeId } from '../../src/graphql/nodeId.ts'
import type { StreamLimits } from '../../src/server/registerSubscriptions.ts'
import { openStream } from '../helper/eventStream.ts'
import { eventually } from '../helper/eventually.ts'
import { expectRefused } from '../helper/expectRefused.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'
import { seedEvaluations } from '../helper/seedEvaluations.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'
import { tcpProxy } from '../helper/tcpProxy.ts'

let given: StreamLimits
const small = { streams: 3, commentMs: 50, leavingMs: 100 }
vi.mock('../../src/server/registerSubscriptions.ts', async original => {
  const module = await original<typeof import('../../src/server/registerSubscriptions.ts')>()
  const register: typeof module.registerSubscriptions = (app, options) => {
    given = module.streamLimits
    return module.registerSubscriptions(app, { ...options, limits: { ...given, ...small } })
  }
  return { ...module, registerSubscriptions: register }
})

const apiKey = 'correct-horse-battery-staple'
const headers = { authorization: `Bearer ${apiKey}` }
const origin = 'https://app.example.com'

let proxy: Awaited<ReturnType<typeof tcpProxy>>
let server: TestServer
let key: string

async function start(variables: NodeJS.ProcessEnv = {}) {
  const databaseUrl = await freshDatabase()
  proxy = await tcpProxy(databaseUrl)
  const started = await startServer(
    { DATABASE_URL: proxy.url, FOVEA_WORKER: '0', FOVEA_API_KEYS: apiKey, FOVEA_CORS_ORIGINS: origin, ...variables },
    { databaseUrl, storeOptions: { timeoutMs: 800, connections: 3 }, patienceMs: 600_000 },
  )
  key = (await seedEvaluations(started, 1))[0]!.evaluation
  return started
}
beforeAll(async () => {
  server = await start()
})
afterAll(async () => {
  await server.stop()
  proxy.close()
})

/** What a worker would write. */
const write = (status: string, matched = 1) =>
  server.sql(
    `UPDATE evaluation SET status = $2, matched_count = $3, shard_count = 9,
       phase = CASE WHEN $2 = 'RUNNING' THEN 'MATCHING' END WHERE id = $1`,
    [key, status, matched],
  )
const subscription = (fields = '{ status progress { done } result { summary { ap } } }') =>
  `subscription { evaluationProgress(id: "${toNodeId('Evaluation', key)}") ${fields} }`
const follow = (signal?: AbortSignal) => openStream(server.url, subscription(), { headers, ...(signal && { signal }) })

const post = (query: unknown, more: Record<string, string> = {}, path = '/graphql/stream') =>
  server.send(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers, ...more },
    body: JSON.stringify(query),
  })

const progress = (done: number) => ({ data: { data: { evaluationProgress: { progress: { done } } } } })

test('the limits are those that the documentation names', () => {
  expect(given).toEqual({ streams: 1000, commentMs: 15_000, stalledMs: 30_000, leavingMs: 1000 })
})

test('without a key there is no stream, on neither path', async () => {
  for (const path of ['/graphql/stream', '/graphql'])
    expectRefused(await post({ query: subscription() }, { authorization: '' }, path), 401, 'UNAUTHENTICATED', /API key/)
})

test('a listed origin may read a stream and a refusal', async () => {
  await write('COMPLETED')
  for (const [query, status] of [
    [subscription(), 200],
    ['{ models { name } }', 400],
  ] as const) {
    const answer = await post({ query }, { origin })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
    expect(answer.headers.get('x-request-id')).toMatch(/./)
  }
})

describe('what is refused before anything is sent', () => {
  const nested = (depth: number): string =>
    depth === 0 ? 'id' : `dataset { evaluations(first: 1) { nodes { ${nested(depth - 3)} } } }`
  const refused: [what: string, query: string, code: string, message: RegExp][] = [
    [
      'a query',
      '{ models { name } }',
      'BAD_REQUEST',
      /Expected a subscription .* received a query; send it to \/graphql/,
    ],
    ['a mutation', 'mutation { deleteImage(id: "x") { deletedId } }', 'BAD_REQUEST', /received a mutation/],
    ['no GraphQL', 'subscription {', 'GRAPHQL_PARSE_FAILED', /Syntax Error/],
    ['an unknown field', 'subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED', /nothing/],
    [
      'two root fields',
      'subscription { a: evaluationProgress(id: "x") { id } b: evaluationProgress(id: "x") { id } }',
      'GRAPHQL_VALIDATION_FAILED',
      /only one top level field/,
    ],
    [
      'a deep one',
      `subscription { evaluationProgress(id: "x") { ${nested(15)} } }`,
      'GRAPHQL_VALIDATION_FAILED',
      /nested at most 15 deep/,
    ],
    [
      'a costly one',
      'subscription { evaluationProgress(id: "x") { dataset { images(first: 100) { nodes { annotations(first: 300) { nodes { area } } } } } } }',
      'GRAPHQL_VALIDATION_FAILED',
      /event has at most 5000 fields .* can have 60203;/,
    ],
    [
      'an argument out of range',
      'subscription { evaluationProgress(id: "x") { failedImages(first: 1000) { nodes { code } } } }',
      'BAD_USER_INPUT',
      /from 1 to 100/,
    ],
    ['text with NUL', 'subscription { evaluationProgress(id: "\\u0000") { id } }', 'BAD_USER_INPUT', /NUL/],
    ...['@skip(if: true)', '@include(if: $if)'].flatMap((directive): typeof refused => {
      const head = 'subscription ($if: Boolean!) {'
      const field = (at: string) => `evaluationProgress(id: "x") ${at} { id }`
      const message = /Expected no directive on the root field/
      return [
        [`${directive} at the root`, `${head} ${field(directive)} }`, 'BAD_REQUEST', message],
        [`${directive} at a fragment`, `${head} ... ${directive} { ${field('')} } }`, 'BAD_REQUEST', message],
        [
          `${directive} in a fragment`,
          `${head} ...F } fragment F on Subscription { ... { ${field(directive)} } ...F }`,
          'BAD_REQUEST',
          message,
        ],
      ]
    }),
    [
      'too many tokens',
      `subscription { evaluationProgress(id: "x") { ${'id '.repeat(2000)} } }`,
      'GRAPHQL_PARSE_FAILED',
      /2000 tokens/,
    ],
  ]
  test.each(refused)('%s', async (_, query, code, message) => {
    for (const path of ['/graphql/stream', '/graphql'])
      expectRefused(await post({ query }, {}, path), 400, code, message)
  })

  test('an operation that the document does not have', async () => {
    const answer = await post({ query: `subscription A { evaluationProgress(id: "x") { id } }`, operationName: 'B' })
    expectRefused(answer, 400, 'OPERATION_RESOLUTION_FAILURE', /Unknown operation named "B"/)
  })

  test('bodies that nest too deep', async () => {
    const deep = JSON.parse(`${'['.repeat(70)}${']'.repeat(70)}`)
    expectRefused(await post({ query: subscription(), variables: { deep } }), 400, 'BAD_REQUEST', /at most 64 deep/)
  })

  test('bodies that are no requests', async () => {
    for (const body of [
      {},
      [],
      'x',
      { query: 1 },
      { query: subscription(), variables: 'x' },
      { query: subscription(), operationName: 1 },
    ])
      expectRefused(await post(body), 400, 'BAD_REQUEST', /Expected for .* but received (nothing|a list|".*"|number)\./)
    const address = await server.send('/graphql/stream?query=x&variables=%7B', { headers })
    expectRefused(address, 400, 'BAD_REQUEST', /variables/)
  })

  test('a subscription where one answer is asked for', async () => {
    const answer = await server.graphql(subscription(), {}, headers)
    expectRefused(answer, 400, 'BAD_REQUEST', /send it to \/graphql\/stream/)
  })

  test('other methods', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const answer = await server.send('/graphql/stream', { method, headers })
      expectRefused(answer, 405, 'BAD_REQUEST', /Expected POST or GET on \/graphql\/stream/)
      expect(answer.headers.get('allow')).toBe('GET, POST')
    }
  })
})

test('one more than there may be is told to come again, and finds room when another left', async () => {
  await write('RUNNING')
  const leaving = new AbortController()
  const streams = await Promise.all([follow(leaving.signal), follow(leaving.signal), follow(leaving.signal)])
  for (const stream of streams) await stream.next()
  const answer = await post({ query: subscription() })
  expectRefused(answer, 503, 'OVERLOADED', /at most 3 subscriptions/)
  expect(answer.headers.get('retry-after')).toBe('2')
  leaving.abort()
  const again = new AbortController()
  await eventually(async () => expect((await follow(again.signal)).response.status).toBe(200))
  again.abort()
})

test('comments keep a stream open on which nothing happens', async () => {
  await write('RUNNING')
  const leaving = new AbortController()
  const { body } = await fetch(`${server.url}/graphql/stream?${new URLSearchParams({ query: subscription() })}`, {
    headers,
    signal: leaving.signal,
  })
  let text = ''
  for await (const part of body!.pipeThrough(new TextDecoderStream())) {
    text += part
    if (text.endsWith('}\n\n:\n\n:\n\n')) break
  }
  expect(text).toMatch(/^(:\n\n)+event: next\ndata: \{.*\}\n\n(:\n\n)+$/)
  leaving.abort()
})

test('those who follow one go on after the database was away, and get its end with its numbers', async () => {
  await write('RUNNING', 1)
  const stream = await follow()
  expect(await stream.next()).toMatchObject(progress(1))
  proxy.refuse()
  await eventually(async () => expect((await server.send('/readyz')).status).toBe(503))
  await write('RUNNING', 2)
  proxy.pass()
  expect(await stream.next()).toMatchObject(progress(2))
  proxy.refuse()
  await write('COMPLETED', 9)
  await eventually(async () => expect((await server.send('/readyz')).status).toBe(503))
  proxy.pass()
  const [last, complete] = await stream.rest()
  expect(last!.data).toMatchObject({ data: { evaluationProgress: { status: 'COMPLETED', result: { summary: {} } } } })
  expect(last!.data).not.toHaveProperty('errors')
  expect(complete).toEqual({ event: 'complete', data: null })
})

test('a server that stops ends all streams with complete, and does not wait for a reader that takes nothing', async () => {
  await write('RUNNING')
  const stream = await follow()
  expect(await stream.next()).toMatchObject(progress(1))
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  const query = encodeURIComponent(subscription())
  socket.write(`GET /graphql/stream?query=${query} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${apiKey}\r\n\r\n`)
  await once(socket, 'readable')
  const stopped = server.stop()
  expect(await stream.rest()).toEqual([{ event: 'complete', data: null }])
  await stopped
  socket.destroy()
  proxy.close()
  server = await start()
})
