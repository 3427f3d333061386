import { AppError } from '../errors.ts'
import type { LoadedModel } from './loadModels.ts'

/**
 * The model of that name.
 * @throws AppError MODEL_NOT_FOUND that lists the names there are
 */
export function findModel(models: readonly LoadedModel[], name: string): LoadedModel {
  const model = models.find(each => each.manifest.name === name)
  if (model) return model
  const names = models.map(each => each.manifest.name)
  const there = names.length > 0 ? `there are: ${names.join(', ')}` : 'there are none'
  throw new AppError('MODEL_NOT_FOUND', `There is no model named ${JSON.stringify(name.slice(0, 64))}; ${there}.`, {
    hint: 'Name one that there is, or get one with fovea models pull, add or convert (docs/models.md).',
  })
}
