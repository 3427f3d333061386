import type { ServedModel } from '../runs/registerModels.ts'
import type { Model } from '../store/prisma/client.ts'
import type { Context } from './context.ts'
import { keyOf, toNodeId } from './nodeId.ts'
import { Refused } from './refused.ts'
import { userError } from './userError.ts'

const longestEcho = 80

const isSha256 = (text: string) => /^[0-9a-f]{64}$/i.test(text)

const refused = (at: readonly string[], message: string, hint: string) =>
  new Refused(userError('MODEL_NOT_FOUND', at, message, hint))

/** A model that can run now. @param at where in the arguments its name is @throws Refused with MODEL_NOT_FOUND */
export function findServedModel(name: string, { models }: Context, at: readonly string[]): ServedModel {
  const model = models.find(({ manifest }) => manifest.name === name)
  if (model) return model
  const names = models.map(({ manifest }) => manifest.name).join(', ')
  const received = JSON.stringify(name.slice(0, longestEcho))
  throw refused(at, `Expected the name of a model but received ${received}.`, `There are: ${names}.`)
}

/**
 * Key of a model that has stored runs, by its id, its SHA-256 or its name. Where several have the same, it is the one
 * that is served now.
 * @throws Refused with MODEL_NOT_FOUND when there is none, or several and none of them is served
 */
export async function findStoredModel(
  given: string,
  { models, store }: Context,
  at: readonly string[],
): Promise<string> {
  const all = await store.models.list()
  const key = keyOf('Model', given)
  const isMeant = ({ id, sha256, name }: Model) =>
    key === undefined ? (isSha256(given) && sha256 === given.toLowerCase()) || name === given : id === key
  const found = all.filter(isMeant)
  const served = found.filter(({ id }) => models.some(model => model.id === id))
  const [only, another] = served.length > 0 ? served : found
  if (only && !another) return only.id
  const received = JSON.stringify(given.slice(0, longestEcho))
  if (!only) {
    const names = [...new Set(all.map(({ name }) => name))].join(', ')
    throw refused(
      at,
      `Expected the id, the SHA-256 or the name of a model but received ${received}.`,
      `There are: ${names}.`,
    )
  }
  const ids = found.map(({ id }) => toNodeId('Model', id)).join(', ')
  throw refused(at, `${found.length} models are called ${received}.`, `Give the id of one: ${ids}.`)
}
