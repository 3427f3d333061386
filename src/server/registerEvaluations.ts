import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { createGzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import type { Services } from '../graphql/context.ts'
import { keyOf } from '../graphql/nodeId.ts'
import { contentPolicy } from '../report/contentPolicy.ts'
import { cocoResultsOf } from '../runs/cocoResultsOf.ts'
import type { EvaluationRow } from '../store/evaluations.ts'
import { contentDisposition } from './contentDisposition.ts'
import { createByteCache } from './createByteCache.ts'
import { createTurns } from './createTurns.ts'

/** Of about a megabyte each. */
const reportCacheBytes = 16 * 1024 * 1024
/** Milliseconds without progress after which an answer is broken off. */
const stalledMs = 30_000
/** Each holds one shard of detections, a few megabytes, however slow its reader is. */
const mostDownloads = 32

type ById = { Params: { id: string } }

function unfinished({ status, errorMessage }: EvaluationRow): AppError {
  const message = `Expected a COMPLETED evaluation but it is ${status}.`
  if (status === 'QUEUED' || status === 'RUNNING')
    return new AppError('EVALUATION_UNFINISHED', message, {
      hint: 'Ask evaluation(id:) for its status and progress.',
      retryAfter: 5,
    })
  return new AppError('EVALUATION_UNFINISHED', errorMessage ? `${message} ${errorMessage}` : message)
}

/** The same, with a turn for everybody else between its chunks: making them takes the processor. */
async function* takingTurns(chunks: AsyncIterable<string | Uint8Array>) {
  for await (const chunk of chunks) {
    yield chunk
    await setImmediate()
  }
}

/** What completed evaluations give to download: their detections as COCO results, and their report. */
export function registerEvaluations(app: FastifyInstance, { store, tasks }: Pick<Services, 'store' | 'tasks'>) {
  const config = { access: 'link' } as const
  const reports = createByteCache(reportCacheBytes)
  const rendering = new Map<string, Promise<Uint8Array>>()
  const reportTurns = createTurns({
    places: 2,
    waiting: 64,
    patienceMs: 30_000,
    busy: 'Too many reports are being made.',
  })
  let downloads = 0

  async function findCompleted(id: string): Promise<EvaluationRow> {
    const key = keyOf('Evaluation', id)
    const [evaluation] = key ? await store.evaluations.findMany([key]) : []
    if (!evaluation) throw new AppError('NOT_FOUND', 'Expected the id of an evaluation but there is none.')
    if (evaluation.status !== 'COMPLETED') throw unfinished(evaluation)
    return evaluation
  }

  /** With keys on, shared caches must not keep it; what a completed evaluation gives never changes. */
  const prepare = (reply: FastifyReply) => {
    reply.raw.setTimeout(stalledMs)
    return reply.header('cache-control', 'private, max-age=300').header('x-content-type-options', 'nosniff')
  }

  function sendZippable(request: FastifyRequest, reply: FastifyReply, stream: Readable) {
    reply.header('vary', 'accept-encoding')
    if (!request.headers['accept-encoding']?.includes('gzip')) return reply.send(stream)
    const zip = createGzip({ level: 1 })
    stream.on('error', error => zip.destroy(error))
    zip.on('close', () => stream.destroy())
    return reply.header('content-encoding', 'gzip').send(stream.pipe(zip))
  }

  async function makeReport(id: string): Promise<Uint8Array> {
    const made = Buffer.from(await tasks.run('renderReport', { evaluationId: id }))
    reports.set(id, made)
    return made
  }

  /** Once for all who ask for it at the same time. */
  function renderReport(id: string): Promise<Uint8Array> {
    const made = makeReport(id).finally(() => rendering.delete(id))
    rendering.set(id, made)
    return made
  }

  // HEAD has handlers of its own: what Fastify adds by itself makes all of the file to measure it.
  app.route<ById>({
    method: ['GET', 'HEAD'],
    url: '/evaluations/:id/results.json',
    config,
    async handler(request, reply) {
      const evaluation = await findCompleted(request.params.id)
      const isHead = request.method === 'HEAD'
      if (!isHead && downloads >= mostDownloads)
        throw new AppError('OVERLOADED', 'Too many results are on their way to slow readers.', { retryAfter: 5 })
      prepare(reply)
        .type('application/json; charset=utf-8')
        .header('content-disposition', contentDisposition(evaluation.name ?? request.params.id, '.results.json'))
      if (isHead) return reply.send()
      downloads++
      const stream = Readable.from(takingTurns(cocoResultsOf(store, evaluation)), { objectMode: false })
      stream.once('close', () => downloads--)
      return sendZippable(request, reply, stream)
    },
  })

  app.route<ById>({
    method: ['GET', 'HEAD'],
    url: '/evaluations/:id/report.html',
    config,
    async handler({ params, signal, method }, reply) {
      const { id } = await findCompleted(params.id)
      const render = async () => reports.get(id) ?? rendering.get(id) ?? renderReport(id)
      const html = method === 'HEAD' ? undefined : (reports.get(id) ?? (await reportTurns(render, signal)))
      return prepare(reply)
        .type('text/html; charset=utf-8')
        .header('content-security-policy', `${contentPolicy}; frame-ancestors 'none'`)
        .send(html && Buffer.from(html.buffer, html.byteOffset, html.byteLength))
    },
  })
}
