import { maxImages } from '../runs/createDetectImages.ts'
import type { Context } from './context.ts'
import { datasetMutations } from './datasetMutations.ts'
import { evaluationMutations } from './evaluationMutations.ts'
import type { MutationResolvers, UserError } from './generated.ts'
import { imageSourceOf } from './imageSourceOf.ts'
import { keyOf } from './nodeId.ts'
import { type DataCode, userError } from './userError.ts'

function findServed({ models }: Context, name: string | null | undefined) {
  const model = name == null ? models[0] : models.find(({ manifest }) => manifest.name === name)
  if (model) return model
  const names = models.map(({ manifest }) => manifest.name).join(', ')
  return userError(
    'MODEL_NOT_FOUND',
    ['input', 'model'],
    `Expected the name of a model but received ${JSON.stringify(name)}.`,
    `There are: ${names}.`,
  )
}

export const mutations: MutationResolvers = {
  async detect(_, { input }, context) {
    const refuse = (error: UserError) => ({ results: [], userErrors: [error] })
    const { images } = input
    if (images.length === 0 || images.length > maxImages)
      return refuse(
        userError(
          'BAD_USER_INPUT',
          ['input', 'images'],
          `Expected 1 to ${maxImages} images but received ${images.length}.`,
        ),
      )
    const model = findServed(context, input.model)
    if ('code' in model) return refuse(model)

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
    return { results, userErrors: [] }
  },

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
