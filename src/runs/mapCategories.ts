import type { Category } from '../../eval/groundTruth.ts'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { createCategoryFinder } from '../../eval/resolve/createCategoryFinder.ts'

/** A category that detections are stored with. */
export type StoredCategory = { readonly id: number; readonly name: string; readonly cocoId: number | null }

/**
 * The position in the ground truth's categories of each stored one, by name; where the ground truth has but numbers for
 * names, by COCO's id. -1 where it does not have the category.
 * @throws InvalidInput DATASET_INVALID where a name may be two categories of the ground truth
 */
export function mapCategories(stored: readonly StoredCategory[], known: readonly Category[]): Map<number, number> {
  const { findName, findNumber } = createCategoryFinder(known)
  const places = new Map(known.map((category, place) => [category, place]))
  return new Map(
    stored.map(({ id, name, cocoId }) => {
      const [found, other] = cocoId === null ? findName(name) : findNumber('COCO_91', cocoId)
      if (other)
        throw new InvalidInput(
          'DATASET_INVALID',
          `Expected '${name}' to mean one category of the ground truth but it may be '${found?.name}' or '${other.name}'`,
          'Give the categories of the ground truth names that differ by more than case, spaces, hyphens and underscores.',
        )
      return [id, found === undefined ? -1 : places.get(found)!]
    }),
  )
}
