import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors.ts'
import type { Links } from '../graphql/links.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `open`: needs no key; `link`: a signed address does instead of a key */
    access?: 'open' | 'link'
  }
}

const unauthenticated = (message: string) =>
  new AppError('UNAUTHENTICATED', message, { hint: 'Send the header Authorization: Bearer <key>.' })

/**
 * Asks for an API key on every route that is not open, when there are keys at all. Keys are compared by SHA-256 and
 * in constant time.
 * @param sums hexadecimal SHA-256 of each key
 */
export function registerAccess(app: FastifyInstance, sums: readonly string[], links: Links) {
  if (sums.length === 0) return
  const known = sums.map(sum => Buffer.from(sum, 'hex'))

  function isKnown(key: string): boolean {
    const sum = createHash('sha256').update(key).digest()
    return known.reduce((found, each) => timingSafeEqual(each, sum) || found, false)
  }

  app.addHook('onRequest', async (request, reply) => {
    const { access } = request.routeOptions.config
    if (access === 'open' || (access === 'link' && links.verify(request.url))) return
    const [scheme, key] = (request.headers.authorization ?? '').split(/\s+/)
    if (scheme?.toLowerCase() === 'bearer' && key && isKnown(key)) return
    reply.header('www-authenticate', 'Bearer')
    if (access === 'link')
      throw unauthenticated('Expected an API key or an address whose signature is valid; it may have ended.')
    throw unauthenticated(key ? 'The API key is not known, or no longer.' : 'Expected an API key but received none.')
  })
}
