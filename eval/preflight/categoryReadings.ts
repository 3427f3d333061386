import type { Category } from '../groundTruth.ts'
import { type CategorySpace, cocoSpaces } from '../resolve/categorySpace.ts'
import { createCategoryFinder } from '../resolve/createCategoryFinder.ts'

/** A way to understand category ids. */
export type Reading = {
  /** null: no space has it, the file must be changed */
  readonly space: CategorySpace | null
  /** how messages name it, and what to do when it is the right one */
  readonly name: string
  readonly hint: string
  /** position in the categories of the ground truth, -1 for none */
  readonly positionOf: (id: number) => number
}

/** The spaces of numbers, and the ids of the ground truth counted from one less or one more. */
export function categoryReadings(categories: readonly Category[]): readonly Reading[] {
  const { findNumber } = createCategoryFinder(categories)
  const positions = new Map(categories.map(({ id }, position) => [id, position]))
  const positionOf = (id: number) => positions.get(id) ?? -1

  const inSpace = (space: CategorySpace, positionOf: (id: number) => number): Reading => ({
    space,
    name: space,
    hint: `Set categorySpace: ${space} (--category-space ${space})`,
    positionOf,
  })
  return [
    inSpace('GROUND_TRUTH', positionOf),
    ...cocoSpaces.map(space =>
      inSpace(space, id => {
        const [category, other] = findNumber(space, id)
        return category && !other ? positionOf(category.id) : -1
      }),
    ),
    {
      space: null,
      name: 'ids that are one too low',
      hint: 'Add 1 to each category_id',
      positionOf: id => positionOf(id + 1),
    },
    {
      space: null,
      name: 'ids that are one too high',
      hint: 'Subtract 1 from each category_id',
      positionOf: id => positionOf(id - 1),
    },
  ]
}
