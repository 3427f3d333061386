import type { ErrorCode } from '../errors.ts'
import { maxImages } from '../runs/createDetectImages.ts'
import type { Context } from './context.ts'
import type { MutationResolvers, UserError } from './generated.ts'
import { imageSourceOf } from './imageSourceOf.ts'
import { keyOf } from './nodeId.ts'

type UserErrorCode = UserError['code'] & ErrorCode

const userError = (code: UserErrorCode, path: string[], message: string, hint: string | null = null): UserError => ({
  code,
  path,
  message,
  hint,
})

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
      return { code: error.code as UserErrorCode, message: error.message, hint: error.hint ?? null, index, fileName }
    })
    return { results, userErrors: [] }
  },

  async deleteImage(_, { id }, { store }) {
    const key = keyOf('Image', id)
    if (key && (await store.images.delete(key))) return { deletedId: id, userErrors: [] }
    return {
      deletedId: null,
      userErrors: [userError('IMAGE_NOT_FOUND', ['id'], 'Expected the id of a stored image but there is none.')],
    }
  },
}
