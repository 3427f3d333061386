import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { manifestSchema } from '../detector/manifest.ts'
import { AppError } from '../errors.ts'

const { name: nameSchema } = manifestSchema.shape

/** File of the manifest that a model of that name has. */
export const manifestPath = (folder: string, name: string): string => join(folder, `${name}.json`)

/** Of a name that another model has. */
export const nameIsTaken = (name: string) =>
  new AppError('BAD_USER_INPUT', `a model named ${name} is there already: --force replaces it`)

/**
 * Whether a model of that name may be put into the folder: the name is one, and it is free or may be replaced.
 * @returns the manifest that is there, as text; undefined when there is none
 * @throws AppError BAD_USER_INPUT
 */
export async function checkPlace(folder: string, name: string, replace: boolean): Promise<string | undefined> {
  const { error } = nameSchema.safeParse(name)
  if (error)
    throw new AppError('BAD_USER_INPUT', `A model cannot be named ${JSON.stringify(name.slice(0, 100))}.`, {
      hint: 'Name it with 1 to 64 letters, digits, dots, underscores or hyphens; the first is a letter or a digit.',
    })
  if (name.toLowerCase() === 'catalogue')
    throw new AppError('BAD_USER_INPUT', `A model cannot be named ${name}: catalogue.json lists what can be pulled.`)
  const there = await readFile(manifestPath(folder, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
    throw new AppError(
      'BAD_USER_INPUT',
      `${manifestPath(folder, name)}: expected a manifest or nothing (${error.code}).`,
    )
  })
  if (there !== undefined && !replace) throw nameIsTaken(name)
  return there
}
