import type { FastifyInstance } from 'fastify'
import { answerClientError } from './answerClientError.ts'

export type ArrivalLimits = {
  /** how long a body may take to arrive, in milliseconds */
  wholeMs: number
  /** how long a body may pause on the routes of `unhurried`, in milliseconds; there it may take as long as it needs */
  pauseMs: number
  unhurried: readonly string[]
}

/** How long the answer has to leave before the connection is cut, for a client that would keep it open. */
const leavingMs = 1000

/**
 * Ends requests whose body does not come with 408, like Node's own limit, which knows no routes. To be registered before
 * whatever reads bodies.
 */
export function limitArrival(app: FastifyInstance, { wholeMs, pauseMs, unhurried }: ArrivalLimits) {
  app.addHook('onRequest', async ({ raw, headers, routeOptions }) => {
    if (headers['transfer-encoding'] === undefined && headers['content-length'] === undefined) return
    const { socket } = raw

    function end() {
      if (raw.complete) return
      answerClientError(Object.assign(new Error('Request timeout'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket)
      setTimeout(() => socket.destroy(), leavingMs).unref()
    }

    if (unhurried.includes(routeOptions.url ?? '')) {
      raw.setTimeout(pauseMs, end)
      raw.once('end', () => socket.setTimeout(0))
    } else {
      const timer = setTimeout(end, wholeMs)
      raw.once('close', () => clearTimeout(timer))
    }
  })
}
