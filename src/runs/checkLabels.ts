import type { Finding } from '../../eval/finding.ts'
import type { GroundTruth } from '../../eval/groundTruth.ts'
import { sayCount, sayFirst, sayNumber } from '../../eval/preflight/sayCount.ts'
import type { StoredCategory } from './mapCategories.ts'

/**
 * What a model can find, compared with what is annotated, before it runs.
 * @param labels of the model
 * @param places of the labels in the ground truth's categories, as mapCategories gives them
 */
export function checkLabels(
  labels: readonly StoredCategory[],
  places: ReadonlyMap<number, number>,
  { categories, annotations }: GroundTruth,
): Finding[] {
  if (categories.length === 0) return []
  const found = new Set(places.values())
  const missing = categories.filter((_, place) => !found.has(place))
  if (missing.length === categories.length) return [noneMatches(labels, categories)]
  const ids = new Set(missing.map(({ id }) => id))
  const objects = annotations.categoryIds.reduce(
    (count, id, row) => (ids.has(id) && annotations.crowds[row] === 0 ? count + 1 : count),
    0,
  )
  if (objects === 0) return []
  return [
    {
      code: 'CATEGORY_UNKNOWN',
      severity: 'WARNING',
      message:
        `The model has no label for ${sayNumber(missing.length)} of ` +
        `${sayCount(categories.length, 'category', 'categories')} of the ground truth ` +
        `(${sayFirst(missing.map(({ name }) => name))}): ${sayCount(objects, 'object counts', 'objects count')} as missed.`,
      hint: 'If it has them under other names, name the categories of the ground truth alike.',
      count: objects,
    },
  ]
}

const noneMatches = (labels: readonly StoredCategory[], categories: GroundTruth['categories']): Finding => ({
  code: 'CATEGORY_SPACE_MISMATCH',
  severity: 'SUSPICION',
  message:
    `None of the model's ${sayCount(labels.length, 'label')} (${sayFirst(labels.map(({ name }) => name))}) is the name of ` +
    `one of the ${sayCount(categories.length, 'category', 'categories')} of the ground truth ` +
    `(${sayFirst(categories.map(({ name }) => name))}): nothing that it finds would count.`,
  hint: 'Give the categories of the ground truth the names that the model has.',
  count: categories.length,
})
