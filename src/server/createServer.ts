import { randomUUID } from 'node:crypto'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import cors from '@fastify/cors'
import Fastify, { type FastifyBaseLogger, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { Detector } from '../detector/createDetector.ts'
import type { Context, Services } from '../graphql/context.ts'
import { createAnswerRoom } from '../graphql/createAnswerRoom.ts'
import { createApollo } from '../graphql/createApollo.ts'
import { createLoaders } from '../graphql/createLoaders.ts'
import { createQuestions } from '../graphql/createQuestions.ts'
import { createSchema } from '../graphql/createSchema.ts'
import { createSubscriber } from '../graphql/createSubscriber.ts'
import { createComplaints } from '../queue/createComplaints.ts'
import { answerClientError } from './answerClientError.ts'
import { checkBody } from './checkBody.ts'
import { closeUnread } from './closeUnread.ts'
import { createMetrics } from './createMetrics.ts'
import { drainSockets } from './drainSockets.ts'
import { goneSignal } from './goneSignal.ts'
import { limitArrival } from './limitArrival.ts'
import { observeDetections } from './observeDetections.ts'
import { refuseDirectives } from './refuseDirectives.ts'
import { registerAccess } from './registerAccess.ts'
import { answerBadAddress, registerErrors, sendError } from './registerErrors.ts'
import { registerEvaluations } from './registerEvaluations.ts'
import { registerHealth } from './registerHealth.ts'
import { registerImages } from './registerImages.ts'
import { registerMultipart } from './registerMultipart.ts'
import { registerPage } from './registerPage.ts'
import { registerQueryPage } from './registerQueryPage.ts'
import { registerSubscriptions } from './registerSubscriptions.ts'
import { registerUploads, uploadRoutes } from './registerUploads.ts'
import { stampErrors } from './stampErrors.ts'

const path = '/graphql'
const streamPath = '/graphql/stream'
/** Room for two images of base64 at its limit; more go by multipart or PUT /uploads. */
const maxJsonBytes = 10 * 1024 * 1024
const uploadLifetimeMs = 3_600_000
/** A body that has not arrived whole by then is ended with 408, unless it is an upload that keeps coming. */
const wholeMs = 300_000
const pauseMs = 60_000
/** Whatever keeps coming for a day is ended too. */
const requestTimeoutMs = 86_400_000

export type Server = Awaited<ReturnType<typeof createServer>>

type Options = { config: Config; services: Services; detector: Detector; log: Logger }

const requestIdOf = (given: string | string[] | undefined) =>
  typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID()

/** As the client names it, in a body or an address. */
function operationNameOf({ body, query }: FastifyRequest): string | undefined {
  for (const given of [body, query]) {
    const name =
      given !== null && typeof given === 'object' && 'operationName' in given ? given.operationName : undefined
    if (typeof name === 'string') return name.slice(0, 100)
  }
  return undefined
}

/** Whether a request on the path of queries takes nothing but server-sent events. */
const asksForStream = ({ method, headers }: FastifyRequest) =>
  method !== 'HEAD' && headers.accept?.split(';')[0]?.trim() === 'text/event-stream'

/** The HTTP server: GraphQL, the plain routes, health. Nothing listens before `listen`. */
export async function createServer({ config, services, detector, log }: Options) {
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: maxJsonBytes,
    requestTimeout: requestTimeoutMs,
    genReqId: ({ headers }) => requestIdOf(headers['x-request-id']),
    clientErrorHandler: answerClientError,
    frameworkErrors: answerBadAddress,
  })
  const metrics = createMetrics(detector.stats)
  const isStopping = drainSockets(app)
  limitArrival(app, { wholeMs, pauseMs, unhurried: uploadRoutes })

  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id))
  function logAnswer(request: FastifyRequest, reply: FastifyReply) {
    const { method, url, headers, detected, streamed } = request
    const ms = Math.round(reply.elapsedTime * 10) / 10
    // Without the query: it may hold a signature.
    const path = url.split('?')[0]
    const bytes = Number(headers['content-length'] ?? 0)
    const operationName = operationNameOf(request)
    request.log.info(
      { method, path, status: reply.statusCode, ms, bytes, operationName, detected, streamed },
      'answered',
    )
  }
  app.addHook('onResponse', async (request, reply) => {
    // Streams log themselves, also where the client left; how long they were says nothing about requests.
    if (request.streamed) return
    const { method, routeOptions } = request
    const labels = { method, route: routeOptions.url ?? 'none', status: reply.statusCode }
    metrics.requests.observe(labels, reply.elapsedTime / 1000)
    logAnswer(request, reply)
  })

  if (config.corsOrigins.length > 0)
    await app.register(cors, {
      origin: config.corsOrigins.includes('*') ? '*' : [...config.corsOrigins],
      methods: ['GET', 'POST', 'PUT', 'OPTIONS'],
      allowedHeaders: ['content-type', 'authorization', 'apollo-require-preflight', 'x-request-id'],
      exposedHeaders: ['x-request-id', 'retry-after', 'content-disposition'],
      maxAge: 600,
    })
  registerErrors(app)
  stampErrors(app, metrics)
  closeUnread(app)
  registerQueryPage(app, path)
  await registerPage(app, { publicUrl: config.publicUrl })
  registerAccess(app, config.apiKeySums, services.links)
  registerMultipart(app, path, config.maxImageBytes)
  for (const url of [path, streamPath]) {
    checkBody(app, url)
    refuseDirectives(app, url)
  }

  const schema = createSchema()
  const apollo = createApollo({ schema, introspection: config.introspection })
  await apollo.start()

  const context = async (request: FastifyRequest, reply: FastifyReply): Promise<Context> => ({
    ...services,
    detectImages: observeDetections(services.detectImages, metrics, request),
    requestId: request.id,
    log: request.log as Logger,
    loaders: createLoaders(services.store),
    insights: createQuestions(services.insights, goneSignal(reply)),
    origin: config.publicUrl ?? `${request.protocol}://${request.host}`,
    bodyBytes: Number(request.headers['content-length'] ?? 0),
    room: createAnswerRoom(),
    patienceMs: config.deadlineMs,
    uploadLimits: {
      maxBytes: config.maxImageBytes,
      maxTotalBytes: config.maxUploadsBytes,
      lifetimeMs: uploadLifetimeMs,
    },
  })
  const complain = createComplaints(log)
  const stream = registerSubscriptions(app, {
    apollo,
    subscribe: createSubscriber({
      schema,
      insights: services.insights,
      onTrouble: error => complain('events of subscriptions have to wait', error),
    }),
    context,
    metrics,
    onEnd: logAnswer,
  })
  const answer = fastifyApolloHandler(apollo, { context })
  app.route({
    method: ['GET', 'POST'],
    url: path,
    // The query page subscribes on the path that it queries.
    handler(request, reply) {
      return asksForStream(request) ? stream(request, reply) : answer.call(this, request, reply)
    },
  })
  app.route({ method: ['GET', 'POST'], url: streamPath, exposeHeadRoute: false, handler: stream })
  for (const url of [path, streamPath])
    app.route({
      method: ['PUT', 'PATCH', 'DELETE'],
      url,
      handler: (request, reply) =>
        sendError(reply.header('allow', 'GET, POST'), {
          code: 'BAD_REQUEST',
          message: `Expected POST or GET on ${url} but received ${request.method}.`,
          status: 405,
        }),
    })
  registerImages(app, services.store)
  registerEvaluations(app, services)
  registerUploads(app, services.store, {
    maxBytes: Math.min(config.maxUploadBytes, config.maxUploadsBytes),
    maxTotalBytes: config.maxUploadsBytes,
    lifetimeMs: uploadLifetimeMs,
  })
  registerHealth(app, { store: services.store, stats: detector.stats, metrics, isStopping })

  return {
    app,
    /** @returns the address, such as http://127.0.0.1:4000 */
    listen: () => app.listen({ port: config.port, host: config.host }),
    /** Refuses new requests, finishes those in work. */
    async close(): Promise<void> {
      await app.close()
      await apollo.stop()
    },
  }
}
