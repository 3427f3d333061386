import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import serveFiles from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { AppError } from '../errors.ts'

const built = resolve(import.meta.dirname, '../../web/dist')

/** Addresses that the page itself tells apart. */
const addresses = [
  '/',
  '/history',
  '/history/:id',
  '/datasets',
  '/datasets/:id',
  '/evaluations',
  '/evaluations/:id',
  '/compare',
]

const policy = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "style-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * The page of web/, as `npm run build` made it: what one sees of fovea in a browser. It is open where the API asks for
 * keys: it asks its reader for one.
 */
export async function registerPage(app: FastifyInstance) {
  const config = { access: 'open' } as const
  await app.register(serveFiles, { root: built, serve: false, preCompressed: true })

  function sendPage(reply: FastifyReply) {
    if (!existsSync(resolve(built, 'index.html')))
      throw new AppError('NOT_FOUND', 'The page is not built, so that only the API is here.', {
        hint: 'npm run build makes it; npm ci does so by itself.',
      })
    return reply
      .header('content-security-policy', policy)
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'no-referrer')
      .sendFile('index.html', { cacheControl: false, serveDotFiles: false })
  }

  for (const url of addresses)
    app.get(url, { config }, (_request, reply) => sendPage(reply.header('cache-control', 'no-cache')))
  // Their names hold a hash of what is in them.
  app.get<{ Params: { '*': string } }>('/assets/*', { config }, ({ params }, reply) =>
    reply
      .header('x-content-type-options', 'nosniff')
      .sendFile(`assets/${params['*']}`, { maxAge: '365d', immutable: true }),
  )
}
