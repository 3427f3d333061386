import type { ApolloServerPlugin } from '@apollo/server'
import { unwrapResolverError } from '@apollo/server/errors'
import type { GraphQLError, GraphQLFormattedError } from 'graphql'
import type { Logger } from 'pino'
import { AppError } from '../errors.ts'
import type { Context } from './context.ts'

const isUnforeseen = ({ extensions }: GraphQLError) =>
  (extensions.code ?? 'INTERNAL_SERVER_ERROR') === 'INTERNAL_SERVER_ERROR'

/** Deliberate errors are told, those that nobody foresaw are logged whole; of what GraphQL refused there is nothing to say. */
export function logError(error: GraphQLError, log: Logger): void {
  const original = unwrapResolverError(error)
  if (original instanceof AppError)
    log.warn({ code: original.code, err: original.cause, path: error.path }, original.message)
  else if (isUnforeseen(error)) log.error({ err: original, path: error.path }, 'unexpected error')
}

/** What a client may quote when it asks about an error. */
export const withRequestId = (errors: readonly GraphQLFormattedError[], requestId: string) =>
  errors.map(error => ({ ...error, extensions: { ...error.extensions, requestId } }))

/** Whether an answer has something beside its errors: clients read no data from one whose status is not 200. */
const isPartial = (data: Record<string, unknown> | null | undefined) =>
  Object.values(data ?? {}).some(value => value !== null)

/**
 * Gives an answer the HTTP status and Retry-After of the error that refused it, unless a part of it is there, and each
 * error the request's id. Errors that nobody foresaw are logged whole; the client sees only the id.
 */
export const reportErrors: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async willSendResponse({ errors, response, contextValue }) {
        const { log, requestId } = contextValue
        const single = response.body.kind === 'single' ? response.body.singleResult : undefined
        const isRefused = !isPartial(single?.data)
        const logged = new Set<unknown>()
        for (const error of errors ?? []) {
          const original = unwrapResolverError(error)
          // One reason may fail many fields, such as all whose client has left.
          if (!logged.has(original)) logError(error, log)
          logged.add(original)
          if (!isRefused) continue
          if (original instanceof AppError) {
            response.http.status = original.status
            if (original.retryAfter !== undefined) response.http.headers.set('retry-after', String(original.retryAfter))
          } else if (isUnforeseen(error)) response.http.status = 500
        }
        if (single?.errors) single.errors = withRequestId(single.errors, requestId)
      },
    }
  },
}
