import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { ApolloServer } from '@apollo/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ExecutionResult, FormattedExecutionResult } from 'graphql'
import { print } from 'graphql-sse'
import { AppError } from '../errors.ts'
import type { Admitted } from '../graphql/admitSubscriptions.ts'
import type { Context } from '../graphql/context.ts'
import { createPacer } from '../graphql/createPacer.ts'
import type { createSubscriber } from '../graphql/createSubscriber.ts'
import { unlessAborted } from '../unlessAborted.ts'
import type { Metrics } from './createMetrics.ts'
import { requestParams } from './requestParams.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** events that were sent as an answer, and what ended them, for the log */
    streamed?: { events: number; end: 'complete' | 'left' | 'stopping' | 'failed' }
  }
}

type Options = {
  apollo: ApolloServer<Context>
  subscribe: ReturnType<typeof createSubscriber>
  context(request: FastifyRequest, reply: FastifyReply): Promise<Context>
  metrics: Metrics
  /** is told of each stream that has ended */
  onEnd(request: FastifyRequest, reply: FastifyReply): void
  limits?: StreamLimits
}

export type StreamLimits = {
  /** open at once */
  streams: number
  /** between two comments; less than what proxies let pass without a byte, 30 seconds and more */
  commentMs: number
  /** without progress, after which a reader is left */
  stalledMs: number
  /** that the last bytes have to leave */
  leavingMs: number
}

export const streamLimits: StreamLimits = { streams: 1000, commentMs: 15_000, stalledMs: 30_000, leavingMs: 1000 }

const comment = ':\n\n'

/** Writes, an event at a time: the next is asked for when the one before has left this process. */
async function writeEvents(
  raw: ServerResponse,
  events: AsyncIterable<FormattedExecutionResult>,
  { signal, onEvent }: { signal: AbortSignal; onEvent: () => void },
): Promise<void> {
  if (signal.aborted) return
  const write = (text: string) => unlessAborted(new Promise<void>(done => raw.write(text, () => done())), signal)
  await write(comment)
  for await (const result of events) {
    onEvent()
    // Errors are formatted by now; the package's types are those of before.
    await write(print({ event: 'next', data: result as ExecutionResult<Record<string, unknown>> }))
  }
}

/**
 * Subscriptions as server-sent events, in the messages of graphql-sse's distinct connections, each checked like every
 * other operation. All end with `complete` when the server stops.
 * @returns answers one request
 */
export function registerSubscriptions(app: FastifyInstance, options: Options) {
  const { apollo, subscribe, context, metrics, onEnd, limits = streamLimits } = options
  const stops = new Set<() => void>()
  const pace = createPacer()
  let open = 0
  let isStopping = false

  app.addHook('preClose', async () => {
    isStopping = true
    for (const stop of stops) stop()
  })

  async function send(request: FastifyRequest, reply: FastifyReply, admitted: Admitted): Promise<void> {
    reply.hijack()
    const { raw } = reply
    const { socket } = request.raw
    const ending = new AbortController()
    const streamed: NonNullable<FastifyRequest['streamed']> = { events: 0, end: 'complete' }
    request.streamed = streamed
    const finish = (end: typeof streamed.end) => {
      if (ending.signal.aborted) return
      streamed.end = end
      ending.abort()
    }
    const stop = () => finish('stopping')
    stops.add(stop)
    raw.once('close', () => finish('left'))
    if (raw.closed) finish('left')
    if (isStopping) stop()
    raw.on('error', () => undefined)
    raw.setTimeout(limits.stalledMs)
    raw.writeHead(200, {
      ...(reply.getHeaders() as OutgoingHttpHeaders),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    })
    const commenting = setInterval(() => {
      if (raw.writableLength === 0) raw.write(comment)
    }, limits.commentMs)
    const { signal } = ending
    try {
      const events = subscribe({ admitted, contextOf: () => context(request, reply), signal })
      await writeEvents(raw, events, { signal, onEvent: () => void streamed.events++ })
      raw.end(print({ event: 'complete', data: null }))
    } catch (error) {
      request.log.error({ err: error }, 'a subscription failed')
      finish('failed')
      raw.destroy()
    } finally {
      clearInterval(commenting)
      stops.delete(stop)
      onEnd(request, reply)
      // Whoever does not even take the end holds nobody up; one that has taken it may keep its connection.
      const held = streamed.end === 'stopping' ? socket : raw
      const leaving = setTimeout(() => held.destroy(), limits.leavingMs)
      held.once('close', () => clearTimeout(leaving))
    }
  }

  async function admit(request: FastifyRequest, reply: FastifyReply): Promise<Admitted | undefined> {
    let admitted: Admitted | undefined
    const take = (given: Admitted) => {
      admitted = given
    }
    const contextValue = { ...(await context(request, reply)), admit: take }
    const { http, body } = await apollo.executeOperation(requestParams(request), { contextValue })
    if (admitted) return admitted
    const text = JSON.stringify(body.kind === 'single' ? body.singleResult : {})
    await reply
      .code(http.status ?? 400)
      .headers(Object.fromEntries(http.headers))
      .type('application/json; charset=utf-8')
      .send(text)
    return undefined
  }

  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (open >= limits.streams)
      throw new AppError('OVERLOADED', `Expected at most ${limits.streams} subscriptions at once but there are more.`, {
        hint: 'Ask for the same fields by a query now and then, or subscribe again later.',
        retryAfter: 2,
      })
    open++
    metrics.subscriptions.set(open)
    try {
      // Many come at once: all who watch the same page, after the server was started again.
      await pace()
      const admitted = await admit(request, reply)
      if (admitted) await send(request, reply, admitted)
    } finally {
      open--
      metrics.subscriptions.set(open)
    }
  }
}
