import { readdir, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { makeThumbnail } from '../image/makeThumbnail.ts'

const policy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  'font-src data:',
  'worker-src blob:',
  "connect-src 'self'",
].join('; ')

const examples = resolve(import.meta.dirname, 'examples')
const scene = resolve(import.meta.dirname, '../../demo/scenes/000005.jpg')

/** Its variable `$image` is a demo scene, made small. GraphiQL shows the variables of any tab but the first. */
const withImage = '2-detect.graphql'

/** A tab for each file of examples/. */
async function exampleTabs() {
  const image = Buffer.from(await makeThumbnail(await readFile(scene), 320)).toString('base64')
  const files = (await readdir(examples)).sort()
  return Promise.all(
    files.map(async file => ({
      query: await readFile(resolve(examples, file), 'utf8'),
      variables: file === withImage ? JSON.stringify({ image }) : null,
    })),
  )
}

type Page = { html: string; zipped: Buffer }

async function renderPage(endpoint: string): Promise<Page> {
  // Untyped on purpose: its types bring in those of another GraphQL server, which redeclare the errors of ours.
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql' as string)
  const html: string = renderGraphiQL({ endpoint, title: 'fovea', defaultTabs: await exampleTabs() })
  return { html, zipped: await promisify(gzip)(html) }
}

/**
 * A browser that opens `path` gets a query page, self-contained: it asks no other host for anything. Also with a query in
 * the address: the page keeps there what it shows, so that it can be reloaded and sent on.
 */
export function registerQueryPage(app: FastifyInstance, path: string) {
  let page: Promise<Page> | undefined

  app.addHook('onRequest', async (request, reply) => {
    const { method, routeOptions, headers } = request
    if (method !== 'GET' || routeOptions.url !== path || !headers.accept?.includes('text/html')) return
    page ??= renderPage(path)
    const { html, zipped } = await page
    const zips = headers['accept-encoding']?.includes('gzip') ?? false
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', policy)
      .header('vary', 'accept, accept-encoding')
    if (zips) reply.header('content-encoding', 'gzip')
    return reply.send(zips ? zipped : html)
  })
}
