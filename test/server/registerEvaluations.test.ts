import Fastify from 'fastify'
import { afterAll, expect, test, vi } from 'vitest'
import type { Services } from '../../src/graphql/context.ts'
import { toNodeId } from '../../src/graphql/nodeId.ts'
import { registerEvaluations } from '../../src/server/registerEvaluations.ts'

const key = '00000000-0000-7000-8000-000000000001'
const id = toNodeId('Evaluation', key)

const apps: { close(): Promise<unknown> }[] = []
afterAll(() => Promise.all(apps.map(app => app.close())))

/** The routes alone, on one completed evaluation whose report takes until `rendered`. */
async function routes() {
  const rendered = Promise.withResolvers<string>()
  const run = vi.fn(() => rendered.promise)
  const readDatasets = vi.fn(async () => [])
  const store = {
    evaluations: { findMany: async () => [{ id: key, name: 'n'.repeat(200), status: 'COMPLETED' }] },
    datasets: { findMany: readDatasets },
  }
  const app = Fastify()
  registerEvaluations(app, { store, tasks: { run } } as unknown as Pick<Services, 'store' | 'tasks'>)
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  apps.push(app)
  const ask = (file: string, method = 'GET') => fetch(`${address}/evaluations/${id}/${file}`, { method })
  return { ask, run, readDatasets, rendered }
}

test('HEAD tells what would come and makes nothing of it', async () => {
  const { ask, run, readDatasets } = await routes()
  const report = await ask('report.html', 'HEAD')
  expect([report.status, report.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  const results = await ask('results.json', 'HEAD')
  expect([results.status, results.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8'])
  expect(results.headers.get('content-disposition')).toMatch(/filename="n+\.results\.json"/)
  expect([report.headers.get('content-length'), results.headers.get('content-length')]).toEqual([null, null])
  expect([run.mock.calls, readDatasets.mock.calls]).toEqual([[], []])
})

test('one report is made for all who ask for it at the same time, and another one after it failed', async () => {
  const { ask, run, rendered } = await routes()
  const all = Promise.all(Array.from({ length: 3 }, async () => (await ask('report.html')).text()))
  await vi.waitFor(() => expect(run).toHaveBeenCalled())
  rendered.resolve('<!doctype html>')
  expect(await all).toEqual(Array(3).fill('<!doctype html>'))
  expect(run).toHaveBeenCalledTimes(1)

  const failing = await routes()
  failing.run.mockRejectedValue(new Error('no'))
  for (const _ of [1, 2]) expect((await failing.ask('report.html')).status).toBe(500)
  expect(failing.run).toHaveBeenCalledTimes(2)
})
