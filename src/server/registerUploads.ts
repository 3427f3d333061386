import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors.ts'
import { toNodeId } from '../graphql/nodeId.ts'
import { plainFileName } from '../runs/plainFileName.ts'
import type { Store } from '../store/createStore.ts'
import type { UploadLimits } from '../store/uploads.ts'

export const uploadRoutes = ['/uploads', '/uploads/*']

type Named = { Params: { '*'?: string } }

/**
 * `PUT /uploads` and `PUT /uploads/<file name>` (what `curl -T` makes of an address that ends in a slash): the body,
 * whatever its type, streamed into the database; answers the id to use as `uploadId`.
 */
export function registerUploads(app: FastifyInstance, store: Store, limits: UploadLimits) {
  app.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _body, done) => done(null))

    for (const url of uploadRoutes)
      scope.put<Named>(url, async (request, reply) => {
        const announced = Number(request.headers['content-length'] ?? 0)
        if (announced > limits.maxBytes)
          throw new AppError(
            'PAYLOAD_TOO_LARGE',
            `Expected an upload of at most ${limits.maxBytes} bytes but it announces ${announced}.`,
            { hint: 'The limit is the setting FOVEA_MAX_UPLOAD_MB.' },
          )
        const fileName = plainFileName(request.params['*'])
        const upload = await store.uploads.receive(request.raw, fileName, limits, announced).catch(error => {
          if (request.raw.destroyed && !request.raw.complete) request.log.info({ err: error }, 'sender went away')
          throw error
        })
        const { byteSize, expiresAt } = upload
        return reply.code(201).send({ id: toNodeId('Upload', upload.id), byteSize: Number(byteSize), expiresAt })
      })
  })
}
