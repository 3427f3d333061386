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
  const hint = names.length > 0 ? `There are: ${names.join(', ')}.` : 'There are no models; put a manifest in models/.'
  throw new AppError('MODEL_NOT_FOUND', `There is no model named ${JSON.stringify(name)}. ${hint}`, { hint })
}
