import type { FastifyInstance } from 'fastify'
import type { Metrics } from './createMetrics.ts'

type Refusal = { errors: { extensions?: Record<string, unknown> }[] }

const isRefusal = (body: unknown): body is Refusal =>
  body !== null && typeof body === 'object' && 'errors' in body && Array.isArray(body.errors)

/** Gives each error of an answer that refuses a request the request's id, whoever made it, and counts it by code. */
export function stampErrors(app: FastifyInstance, metrics: Metrics) {
  app.addHook('onSend', async (request, reply, payload) => {
    if (reply.statusCode < 400 || typeof payload !== 'string' || !payload.startsWith('{')) return payload
    const body: unknown = JSON.parse(payload)
    if (!isRefusal(body)) return payload
    for (const { extensions } of body.errors) metrics.errors.inc({ code: String(extensions?.code) })
    const errors = body.errors.map(error => ({ ...error, extensions: { ...error.extensions, requestId: request.id } }))
    return JSON.stringify({ ...body, errors })
  })
}
