import type { FastifyInstance } from 'fastify'

/**
 * Ends the connection with an answer that comes before its request was read to the end: what is left of the body would
 * stand before the client's next request on it, which would wait for ever.
 */
export function closeUnread(app: FastifyInstance) {
  app.addHook('onSend', async ({ headers, raw }, reply) => {
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
    if (hasBody && !raw.complete) reply.header('connection', 'close')
  })
}
