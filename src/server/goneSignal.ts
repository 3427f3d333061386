import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import { AppError } from '../errors.ts'

const signals = new WeakMap<ServerResponse, AbortSignal>()

/** Aborts when the client has gone, answered or not; one signal for all who ask about the same reply. */
export function goneSignal({ raw }: FastifyReply): AbortSignal {
  const known = signals.get(raw)
  if (known) return known
  const controller = new AbortController()
  const { signal } = controller
  const abort = () => controller.abort(new AppError('BAD_REQUEST', 'The client left before its turn came.'))
  if (raw.closed) abort()
  else raw.once('close', abort)
  signals.set(raw, signal)
  return signal
}
