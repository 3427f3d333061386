import { once } from 'node:events'
import { Agent, get, ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ApolloServer } from '@apollo/server'
import Fastify from 'fastify'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import type { Context } from '../../src/graphql/context.ts'
import type { createSubscriber } from '../../src/graphql/createSubscriber.ts'
import { createMetrics } from '../../src/server/createMetrics.ts'
import { registerSubscriptions } from '../../src/server/registerSubscriptions.ts'
import { eventually } from '../helper/eventually.ts'

type Subscribe = ReturnType<typeof createSubscriber>

const limits = { streams: 10, commentMs: 20, stalledMs: 300, leavingMs: 100 }
const query = `/?query=${encodeURIComponent('subscription { x }')}`

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

/** A server whose every request is a subscription to what `subscribe` gives. */
async function serve(subscribe: Subscribe) {
  const app = Fastify()
  const admitted = { document: {}, operationName: undefined, variableValues: {} }
  const apollo = {
    async executeOperation(_: unknown, { contextValue }: { contextValue: Context }) {
      contextValue.admit?.(admitted as unknown as Parameters<NonNullable<Context['admit']>>[0])
      return {}
    },
  } as unknown as ApolloServer<Context>
  const ends: unknown[] = []
  const sockets: Socket[] = []
  app.server.on('connection', socket => sockets.push(socket))
  const stream = registerSubscriptions(app, {
    apollo,
    subscribe,
    context: async () => ({}) as Context,
    metrics: createMetrics(() => ({ waiting: 0, running: 0, workers: 0 }) as never),
    onEnd: ({ streamed }) => void ends.push({ ...streamed }),
    limits,
  })
  app.get('/', stream)
  stops.push(() => app.close())
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return { url, sockets, port: (app.server.address() as AddressInfo).port, ends }
}

test('a reader that takes nothing is given no more events than are on their way, and is left after a while', async () => {
  const text = 'x'.repeat(4_000_000)
  const { port, ends } = await serve(async function* ({ signal }) {
    while (!signal.aborted) yield { data: { text } }
  })
  const socket = connect(port, '127.0.0.1')
  socket.write(`GET ${query} HTTP/1.1\r\nhost: x\r\n\r\n`)
  await once(socket, 'readable')
  await eventually(() => expect(ends).toHaveLength(1))
  expect(ends).toEqual([{ events: expect.any(Number), end: 'left' }])
  expect((ends[0] as { events: number }).events).toBeLessThan(10)
  socket.destroy()
})

test('a connection that is kept for stream after stream gathers no listeners', async () => {
  const { port, sockets } = await serve(async function* () {
    yield { data: {} }
  })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const counts: unknown[] = []
  for (let count = 0; count < 3; count++) {
    const [answer] = await once(get({ port, path: query, agent }), 'response')
    await once(answer.resume(), 'end')
    counts.push(sockets.map(socket => socket.listenerCount('close')))
  }
  expect(counts).toEqual(Array(3).fill([expect.any(Number)]))
  expect(counts[2]).toEqual(counts[0])
  agent.destroy()
})

test('one that reads is not left however long nothing happens, and no comment comes after the end', async () => {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  const { url, ends } = await serve(async function* () {
    yield { data: { first: true } }
    await ended
  })
  const written = vi.spyOn(ServerResponse.prototype, 'write')
  onTestFinished(() => written.mockRestore())
  const answer = await fetch(url + query)
  const text = answer.text()
  await sleep(2 * limits.stalledMs)
  expect(ends).toEqual([])
  end()
  expect(await text).toMatch(/^:\n\nevent: next\ndata: {"data":{"first":true}}\n\n(:\n\n)+event: complete\ndata:\n\n$/)
  expect(ends).toEqual([{ events: 1, end: 'complete' }])
  const count = written.mock.calls.length
  await sleep(5 * limits.commentMs)
  expect(written).toHaveBeenCalledTimes(count)
})
