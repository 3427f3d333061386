import type { Category } from '../../eval/groundTruth.ts'
import { AppError } from '../errors.ts'

/** Names and ids that a refusal shows. */
const shown = 5

const quoted = (name: string) => JSON.stringify(name.slice(0, 80))

const idsText = (categories: readonly Category[]) =>
  categories
    .slice(0, shown)
    .map(({ id }) => id)
    .join(', ')

/** How a category of a dataset is asked for: by its name or by its id in the file. */
export type Wanted = { readonly name: string | null | undefined; readonly id: number | null | undefined }

/**
 * The category of a dataset that is asked for; null without name and id.
 * @param argument what names it; what has its id is called so with Id
 * @throws AppError BAD_USER_INPUT when none has it, several have the name, or both are given
 */
export function categoryNamed(
  categories: readonly Category[],
  { name, id }: Wanted,
  argument: string,
): Category | null {
  if (name != null && id != null)
    throw new AppError('BAD_USER_INPUT', `Expected ${argument} or ${argument}Id but received both.`)
  if (name == null && id == null) return null
  const found = categories.filter(each => (name == null ? each.id === id : each.name === name))
  if (found.length === 1) return found[0]!
  if (name == null)
    throw new AppError(
      'BAD_USER_INPUT',
      `Expected for ${argument}Id the fileId of a category of the dataset but received ${id}.`,
      { hint: 'dataset { categories { fileId name } } lists them.' },
    )
  if (found.length > 1)
    throw new AppError(
      'BAD_USER_INPUT',
      `Expected for ${argument} the name of one category but ${found.length} of the dataset are called ${quoted(name)}.`,
      { hint: `Ask by ${argument}Id instead: their fileIds are ${idsText(found)}${found.length > shown ? ' …' : ''}.` },
    )
  const some = categories.slice(0, shown).map(each => quoted(each.name))
  const more = categories.length - some.length
  throw new AppError(
    'BAD_USER_INPUT',
    `Expected for ${argument} the name of a category of the dataset but received ${quoted(name)}.`,
    {
      hint: `It has ${some.join(', ')}${more > 0 ? ` and ${more} more` : ''}; dataset { categories { name } } lists them.`,
    },
  )
}
