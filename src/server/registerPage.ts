import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import serveFiles from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import { pageFolder } from './pageState.ts'

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

/** Files of a build: no folders, and nothing that leads out of theirs. */
const isAsset = (name: string) => /^[\w-][\w.-]*$/.test(name)

/** @param publicUrl where images come from when it is not the host that the browser asked */
const policyFor = (publicUrl: string | undefined) =>
  [
    "default-src 'self'",
    `img-src 'self' data: blob:${publicUrl ? ` ${publicUrl}` : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

const missing = {
  message: 'The page is not built, so that only the API is here, at /graphql.',
  hint: 'npm run build makes the page; npm ci does so by itself.',
}
const missingPage = `<!doctype html>
<html lang="en"><title>fovea</title>
<p>${missing.message} <code>npm run build</code> makes the page.
`

/** Whether a browser opens an address, rather than a program that asks for it. */
const isOpened = ({ method, headers }: FastifyRequest) => method === 'GET' && headers.accept?.includes('text/html')

type Options = {
  publicUrl?: string | undefined
  /** what `npm run build` made of web/ */
  folder?: string
}

/**
 * The page of web/: what one sees of fovea in a browser. It is open where the API asks for keys: it asks its reader for
 * one. A browser that opens an address that nobody serves gets it too, with status 404, and so a way back.
 */
export async function registerPage(app: FastifyInstance, { publicUrl, folder = pageFolder }: Options = {}) {
  const config = { access: 'open' } as const
  const policy = policyFor(publicUrl)
  await app.register(serveFiles, { root: folder, serve: false, preCompressed: true, suppressWarning: true })

  /** @throws AppError NOT_FOUND when the page is not built, and no browser opens it */
  async function sendPage(request: FastifyRequest, reply: FastifyReply) {
    const html = await readFile(resolve(folder, 'index.html'), 'utf8').catch(cause => {
      if (!isOpened(request)) throw new AppError('NOT_FOUND', missing.message, { hint: missing.hint, cause })
      reply.code(404)
      return missingPage
    })
    return (
      reply
        .type('text/html; charset=utf-8')
        // It names files that the next version may not have.
        .header('cache-control', 'no-cache')
        .header('content-security-policy', policy)
        .header('x-content-type-options', 'nosniff')
        .header('referrer-policy', 'no-referrer')
        .send(html)
    )
  }

  for (const url of addresses) {
    app.get(url, { config }, sendPage)
    // One address each: `/history/` would be that of an image without an id.
    if (url !== '/') app.get(`${url}/`, { config }, ({ url }, reply) => reply.redirect(url.replace(/\/(?=\?|$)/, '')))
  }

  app.addHook('onRequest', async (request, reply) => {
    if (request.is404 && isOpened(request)) return sendPage(request, reply.code(404))
  })

  app.get<{ Params: { name: string } }>('/assets/:name', { config }, ({ params: { name } }, reply) => {
    if (!isAsset(name)) return reply.callNotFound()
    // Its name holds a hash of what is in it.
    return reply.header('x-content-type-options', 'nosniff').sendFile(`assets/${name}`, {
      maxAge: '365d',
      immutable: true,
    })
  })
}
