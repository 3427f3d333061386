import { maxImages } from '../runs/createDetectImages.ts'
import { datasetMutations } from './datasetMutations.ts'
import { evaluationMutations } from './evaluationMutations.ts'
import { findServedModel } from './findModelRow.ts'
import type { MutationResolvers } from './generated.ts'
import { imageSourceOf } from './imageSourceOf.ts'
import { keyOf } from './nodeId.ts'
import { payloadOf, Refused } from './refused.ts'
import { type DataCode, userError } from './userError.ts'

export const mutations: MutationResolvers = {
  detect: (_, { input }, context) =>
    payloadOf({ results: [] }, async () => {
      const { images, model: name } = input
      if (images.length === 0 || images.length > maxImages) {
        const message = `Expected 1 to ${maxImages} images but received ${images.length}.`
        throw new Refused(userError('BAD_USER_INPUT', ['input', 'images'], message))
      }
      const model = name == null ? context.models[0]! : findServedModel(name, context, ['input', 'model'])
      const outcomes = await context.detectImages({
        sources: images.map(imageSourceOf),
        model,
        announcedBytes: context.bodyBytes,
        patienceMs: context.patienceMs,
      })
      const results = outcomes.map(outcome => {
        if ('run' in outcome) return outcome.run
        const { error, index, fileName } = outcome
        return { code: error.code as DataCode, message: error.message, hint: error.hint ?? null, index, fileName }
      })
      return { results }
    }),

  async deleteImage(_, { id }, { store }) {
    const key = keyOf('Image', id)
    const outcome = key ? await store.images.delete(key) : 'MISSING'
    if (outcome === 'DELETED') return { deletedId: id, userErrors: [] }
    const error =
      outcome === 'IN_USE'
        ? userError(
            'IMAGE_IN_USE',
            ['id'],
            'The image is the photo of a dataset.',
            'Delete its `datasets` first; it goes with the last of them unless it has runs.',
          )
        : userError('IMAGE_NOT_FOUND', ['id'], 'Expected the id of a stored image but there is none.')
    return { deletedId: null, userErrors: [error] }
  },

  ...datasetMutations,
  ...evaluationMutations,
}
