import type { FastifyInstance } from 'fastify'
import processRequest from 'graphql-upload/processRequest.mjs'
import { AppError } from '../errors.ts'
import { maxImages } from '../runs/createDetectImages.ts'

const maxFieldBytes = 100_000
/** Photos for a dataset come by the hundred; together they are not larger than the images of a `detect`. */
const maxFiles = 100

type Refusal = Error & { status?: number }

/** graphql-upload tells its refusals apart by their text only. */
function codeOf({ status, message }: Refusal) {
  if (status === 413) return 'PAYLOAD_TOO_LARGE'
  return message.startsWith('Invalid object path') ? 'BAD_USER_INPUT' : 'MULTIPART_INVALID'
}

/**
 * GraphQL multipart requests on `path`: the fields `operations` and `map` become the body, with each file as a
 * promise that its stream fulfils while resolvers run.
 */
export function registerMultipart(app: FastifyInstance, path: string, maxFileBytes: number) {
  const maxBytes = maxImages * maxFileBytes + 1_000_000
  const tooLarge = () =>
    new AppError('PAYLOAD_TOO_LARGE', `Expected a request of at most ${maxBytes} bytes but received more.`)

  app.addContentTypeParser('multipart/form-data', (_request, _stream, done) => done(null))

  app.addHook('preValidation', async (request, reply) => {
    if (request.routeOptions.url !== path || !request.headers['content-type']?.startsWith('multipart/form-data')) return
    if (Number(request.headers['content-length']) > maxBytes) throw tooLarge()
    let seen = 0
    request.raw.on('data', (chunk: Buffer) => {
      seen += chunk.length
      if (seen > maxBytes) request.raw.destroy(tooLarge())
    })
    try {
      const limits = { maxFileSize: maxFileBytes, maxFiles, maxFieldSize: maxFieldBytes }
      request.body = await processRequest(request.raw, reply.raw, limits)
    } catch (error) {
      if (error instanceof AppError) throw error
      const refusal = error as Refusal
      throw new AppError(codeOf(refusal), refusal.message, {
        hint: 'Send operations, then map, then the files (GraphQL multipart request specification).',
        cause: error,
      })
    }
  })
}
