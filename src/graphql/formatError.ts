import { unwrapResolverError } from '@apollo/server/errors'
import type { GraphQLFormattedError } from 'graphql'
import { AppError, forOperators } from '../errors.ts'

/** Codes that GraphQL itself and Apollo give; their messages speak of the request, never of the server's inside. */
const ofGraphql = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
])

/** GraphQL repeats in its messages what it was given, which can be a whole image. */
const longest = 500

const shortened = (message: string) => (message.length > longest ? `${message.slice(0, longest)}…` : message)

/** What a client may see of an error: a deliberate one as it is, anything else as "Internal error". */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { path, locations } = formatted
  const original = unwrapResolverError(error)
  if (original instanceof AppError && !forOperators.has(original.code)) {
    const { message, code, hint } = original
    return { message, path, locations, extensions: hint ? { code, hint } : { code } }
  }
  const code = String(formatted.extensions?.code ?? 'INTERNAL_SERVER_ERROR')
  if (ofGraphql.has(code)) return { message: shortened(formatted.message), path, locations, extensions: { code } }
  return { message: 'Internal error', path, locations, extensions: { code: 'INTERNAL_SERVER_ERROR' } }
}
