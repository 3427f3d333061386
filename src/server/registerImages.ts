import { finished } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { AppError } from '../errors.ts'
import { keyOf } from '../graphql/nodeId.ts'
import { drawBoxes } from '../image/drawBoxes.ts'
import { makeThumbnail } from '../image/makeThumbnail.ts'
import type { Store } from '../store/createStore.ts'
import { createByteCache } from './createByteCache.ts'
import { createTurns } from './createTurns.ts'

const mimeTypes: Record<string, string> = { JPEG: 'image/jpeg', PNG: 'image/png', WEBP: 'image/webp' }

/** Of about ten kilobytes each. */
const thumbnailCacheBytes = 32 * 1024 * 1024

const defaults = {
  /** of answers on their way, all together: a reader that pauses keeps its answer in memory */
  maxBytesOnTheWay: 256 * 1024 * 1024,
  /** milliseconds without progress after which an answer is broken off */
  stalledMs: 30_000,
}

type ById = { Params: { id: string } }

const notFound = (what: string) => new AppError('NOT_FOUND', `Expected the id of ${what} but there is none.`)

/** @param text the parameter of the query; several of the same name come as a list */
function minScoreOf(text: unknown): number {
  if (text === undefined) return 0.5
  const score = typeof text === 'string' && text.trim() !== '' ? Number(text) : Number.NaN
  if (score >= 0 && score <= 1) return score
  throw new AppError(
    'BAD_USER_INPUT',
    `Expected for minScore a number from 0 to 1 but received ${JSON.stringify(text)}.`,
  )
}

/** Images, thumbnails and pictures with the boxes drawn, for `<img>` and curl. */
export function registerImages(app: FastifyInstance, store: Store, { maxBytesOnTheWay, stalledMs } = defaults) {
  const config = { access: 'link' } as const
  // Each may hold the pixels of 50 megapixels.
  const drawTurns = createTurns({ places: 2, waiting: 64, patienceMs: 30_000 })
  // A page of the history asks for its hundred thumbnails at once, where a proxy speaks HTTP/2.
  const thumbnailTurns = createTurns({ places: 2, waiting: 1000, patienceMs: 30_000 })
  const thumbnails = createByteCache(thumbnailCacheBytes)

  let onTheWay = 0

  /** Room for an answer until it has gone out. @throws AppError OVERLOADED */
  function hold(reply: FastifyReply, bytes: number): void {
    if (onTheWay > 0 && onTheWay + bytes > maxBytesOnTheWay)
      throw new AppError('OVERLOADED', 'Too many images are on their way to slow readers.', { retryAfter: 2 })
    onTheWay += bytes
    finished(reply.raw, () => {
      onTheWay -= bytes
    })
  }

  /** Nothing at an id ever changes, so browsers keep it; with keys on, shared caches must not. */
  function sendImage(reply: FastifyReply, type: string, bytes: Uint8Array) {
    reply.raw.setTimeout(stalledMs)
    return reply
      .type(type)
      .header('cache-control', 'private, max-age=3600, immutable')
      .header('x-content-type-options', 'nosniff')
      .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  }

  function sendDrawn(reply: FastifyReply, bytes: Uint8Array) {
    hold(reply, bytes.byteLength)
    return sendImage(reply, 'image/jpeg', bytes)
  }

  async function findImage(id: string) {
    const key = keyOf('Image', id)
    const [image] = key ? await store.images.findMany([key]) : []
    if (!image) throw notFound('a stored image')
    return image
  }

  async function readImage(id: string) {
    const bytes = await store.images.readBytes(id)
    if (!bytes) throw notFound('a stored image')
    return bytes
  }

  async function thumbnailOf(id: string) {
    const kept = thumbnails.get(id)
    if (kept) return kept
    const made = await makeThumbnail(await readImage(id))
    thumbnails.set(id, made)
    return made
  }

  app.get<ById>('/images/:id', { config }, async ({ params }, reply) => {
    const image = await findImage(params.id)
    hold(reply, image.byteSize)
    return sendImage(reply, mimeTypes[image.format] ?? 'application/octet-stream', await readImage(image.id))
  })

  app.get<ById>('/images/:id/thumbnail', { config }, async ({ params, signal }, reply) => {
    // First of all, also when it is kept: it may have been deleted.
    const { id } = await findImage(params.id)
    const made = thumbnails.get(id) ?? (await thumbnailTurns(() => thumbnailOf(id), signal))
    return sendDrawn(reply, made)
  })

  type Overlay = ById & { Querystring: { minScore?: unknown } }
  async function drawRun(id: string, minScore: number) {
    const key = keyOf('DetectionRun', id)
    const [run] = key ? await store.runs.findMany([key]) : []
    const bytes = run && (await store.images.readBytes(run.imageId))
    if (!run || !bytes) throw notFound('a detection run')
    const all = { minScore, categoryIds: undefined, first: run.detectionCount }
    const [found = []] = await store.detections.ofRuns([run.id], all)
    const categories = await store.categories.findMany(found.map(({ categoryId }) => categoryId))
    return drawBoxes(
      bytes,
      found.map((detection, index) => ({ ...detection, label: categories[index]!.name })),
    )
  }

  app.get<Overlay>('/detections/:id/overlay', { config }, async ({ params, query, signal }, reply) => {
    const minScore = minScoreOf(query.minScore)
    return sendDrawn(reply, await drawTurns(() => drawRun(params.id, minScore), signal))
  })
}
