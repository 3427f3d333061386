import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, type ErrorCode, statusOf } from '../errors.ts'

type Answer = {
  code: ErrorCode
  message: string
  hint?: string | undefined
  retryAfter?: number | undefined
  status: number
}

const byFastifyCode: Record<string, ErrorCode> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'BAD_JSON',
  FST_ERR_CTP_BODY_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
}

/** Which code a status of Fastify, its parsers or graphql-upload stands for, when nothing says it better. */
const byStatus: Record<number, ErrorCode> = {
  400: 'BAD_REQUEST',
  404: 'NOT_FOUND',
  408: 'REQUEST_TIMEOUT',
  413: 'PAYLOAD_TOO_LARGE',
  503: 'OVERLOADED',
}

function answerTo(error: FastifyError | AppError): Answer {
  if (error instanceof AppError) return error
  const status = error.statusCode ?? ('status' in error && typeof error.status === 'number' ? error.status : 500)
  if (error.name === 'SyntaxError' && status === 400) return { code: 'BAD_JSON', message: error.message, status }
  const code = byFastifyCode[error.code] ?? byStatus[status] ?? (status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR')
  if (code === 'INTERNAL_SERVER_ERROR') return { code, message: 'Internal error', status: 500 }
  return { code, message: error.message, status: code === 'BAD_REQUEST' ? status : statusOf[code] }
}

/** Sends an error in the shape of a GraphQL answer, on every route. */
export function sendError(reply: FastifyReply, { code, message, hint, retryAfter, status }: Answer) {
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter))
  const extensions = { code, ...(hint ? { hint } : {}), requestId: reply.request.id }
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send({ errors: [{ message, extensions }] })
}

/** For addresses that cannot be decoded, which reach no route and no hook. */
export function answerBadAddress(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  reply.header('x-request-id', request.id)
  return sendError(reply, answerTo(error))
}

/** One shape for the errors of all routes; what nobody foresaw is logged whole and sent as "Internal error". */
export function registerErrors(app: FastifyInstance) {
  app.setErrorHandler((error: FastifyError | AppError, request, reply) => {
    const answer = answerTo(error)
    if (answer.status >= 500) request.log.error({ err: error instanceof AppError ? error.cause : error }, error.message)
    return sendError(reply, answer)
  })
  app.setNotFoundHandler((request, reply) =>
    sendError(reply, {
      code: 'NOT_FOUND',
      message: `There is nothing at ${request.method} ${request.url.split('?')[0]}.`,
      status: 404,
    }),
  )
}
