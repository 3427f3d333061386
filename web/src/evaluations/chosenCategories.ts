import type { EvaluationHeadQuery } from '../api/generated.ts'

/** A category of the dataset. */
export type Category = NonNullable<EvaluationHeadQuery['evaluation']>['dataset']['categories'][number]

/** So many curves can be told apart. */
export const curvesMost = 5

/** The categories whose curves an address asks for, in its order; those that the dataset lacks are passed over. */
export function chosenCategories(parameters: URLSearchParams, categories: readonly Category[]): Category[] {
  const asked = [...new Set(parameters.getAll('category'))]
  const found = asked.map(id => categories.find(({ fileId }) => String(fileId) === id))
  return found.filter(category => category !== undefined).slice(0, curvesMost)
}

/** The ids of an address after one was pressed: taken out where it was there, else added, where there is no room for the oldest. */
export function toggledCategory(parameters: URLSearchParams, fileId: number): string[] {
  const ids = parameters.getAll('category')
  const id = String(fileId)
  return ids.includes(id) ? ids.filter(each => each !== id) : [...ids, id].slice(-curvesMost)
}
