import type { ApolloServerPlugin } from '@apollo/server'
import { unwrapResolverError } from '@apollo/server/errors'
import { AppError } from '../errors.ts'
import type { Context } from './context.ts'

/**
 * Gives an answer the HTTP status and Retry-After of the error that refused it, and each error the request's id.
 * Errors that nobody foresaw are logged whole; the client sees only the id.
 */
export const reportErrors: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async willSendResponse({ errors, response, contextValue }) {
        const { log, requestId } = contextValue
        for (const error of errors ?? []) {
          const original = unwrapResolverError(error)
          if (original instanceof AppError) {
            response.http.status = original.status
            if (original.retryAfter !== undefined) response.http.headers.set('retry-after', String(original.retryAfter))
            log.warn({ code: original.code, err: original.cause, path: error.path }, original.message)
          } else if ((error.extensions.code ?? 'INTERNAL_SERVER_ERROR') === 'INTERNAL_SERVER_ERROR') {
            response.http.status = 500
            log.error({ err: original, path: error.path }, 'unexpected error')
          }
        }
        if (response.body.kind !== 'single') return
        const { singleResult } = response.body
        if (singleResult.errors)
          singleResult.errors = singleResult.errors.map(error => ({
            ...error,
            extensions: { ...error.extensions, requestId },
          }))
      },
    }
  },
}
