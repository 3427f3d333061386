import type { FastifyInstance } from 'fastify'
import type { DetectorStats } from '../detector/createDetector.ts'
import type { Store } from '../store/createStore.ts'
import type { Metrics } from './createMetrics.ts'

type Options = { store: Store; stats: () => DetectorStats; metrics: Metrics; isStopping: () => boolean }

/** `/livez`: the process answers. `/readyz`: it can detect and store. `/metrics`: Prometheus text. */
export function registerHealth(app: FastifyInstance, { store, stats, metrics, isStopping }: Options) {
  const open = { config: { access: 'open' } } as const

  app.get('/livez', open, async () => ({ status: 'ok' }))

  app.get('/readyz', open, async (_request, reply) => {
    const database = await store.ping().then(
      () => 'ok',
      () => 'unavailable',
    )
    const detector = stats().ready > 0 ? 'ok' : 'unavailable'
    const ready = database === 'ok' && detector === 'ok' && !isStopping()
    const status = isStopping() ? 'stopping' : ready ? 'ok' : 'unavailable'
    return reply.code(ready ? 200 : 503).send({ status, database, detector })
  })

  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()))
}
