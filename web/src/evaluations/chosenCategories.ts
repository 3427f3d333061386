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

/** So many have curves where nobody has chosen. */
const usualCurves = 3

/** Those with most objects: their curves are drawn where the address has no choice. */
export function usualCategories(
  rows: readonly { readonly category: Pick<Category, 'fileId'>; readonly groundTruths: number }[],
  categories: readonly Category[],
): Category[] {
  const most = rows.filter(({ groundTruths }) => groundTruths > 0).sort((a, b) => b.groundTruths - a.groundTruths)
  const found = most.map(({ category }) => categories.find(({ fileId }) => fileId === category.fileId))
  return found.filter(category => category !== undefined).slice(0, usualCurves)
}

/** Whether an address says whose curves to draw; with an empty one that of the mean alone. */
export const hasChoice = (parameters: URLSearchParams): boolean => parameters.has('category')

/**
 * The ids of an address after one was pressed: taken out where it was there, else added, where there is no room for the
 * oldest. Where none is left one that is empty, as no choice at all has the usual curves.
 * @param usual what is shown where the address has no choice
 */
export function toggledCategory(
  parameters: URLSearchParams,
  fileId: number,
  usual: readonly Category[] = [],
): string[] {
  const asked = parameters.getAll('category').filter(id => id !== '')
  const ids = hasChoice(parameters) ? asked : usual.map(({ fileId }) => String(fileId))
  const id = String(fileId)
  const after = ids.includes(id) ? ids.filter(each => each !== id) : [...ids, id].slice(-curvesMost)
  return after.length === 0 ? [''] : after
}
