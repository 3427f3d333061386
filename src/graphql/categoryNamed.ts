import type { Category } from '../../eval/groundTruth.ts'
import { AppError } from '../errors.ts'

/** Names that a refusal shows. */
const shown = 5

/**
 * The first category of a dataset that has this name.
 * @param argument what names it
 * @throws AppError BAD_USER_INPUT when none has
 */
export function categoryNamed(categories: readonly Category[], name: string, argument: string): Category {
  const category = categories.find(each => each.name === name)
  if (category) return category
  const some = categories.slice(0, shown).map(each => JSON.stringify(each.name.slice(0, 80)))
  const more = categories.length - some.length
  throw new AppError(
    'BAD_USER_INPUT',
    `Expected for ${argument} the name of a category of the dataset but received ${JSON.stringify(name.slice(0, 80))}.`,
    {
      hint: `It has ${some.join(', ')}${more > 0 ? ` and ${more} more` : ''}; dataset { categories { name } } lists them.`,
    },
  )
}
