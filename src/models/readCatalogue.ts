import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { type Catalogue, type CatalogueEntry, catalogueSchema } from './catalogue.ts'

/** @throws AppError BAD_USER_INPUT: one line with the file and each wrong field */
export async function readCatalogue(path: string): Promise<Catalogue> {
  const invalid = (problem: string) => new AppError('BAD_USER_INPUT', `${path}: ${problem}`)
  const text = await readFile(path, 'utf8').catch(({ code }: NodeJS.ErrnoException) => {
    throw invalid(`expected a catalogue of models but ${code === 'ENOENT' ? 'there is no such file' : code}`)
  })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw invalid(`expected JSON (${(error as Error).message.replaceAll(/\s+/g, ' ')})`)
  }
  const parsed = catalogueSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(({ path, message }) => `${z.core.toDotPath(path)}: ${message}`)
  throw invalid(problems.join('; '))
}

/**
 * The model of that name.
 * @throws AppError MODEL_NOT_FOUND that lists the names there are
 */
export function findEntry(catalogue: Catalogue, name: string): CatalogueEntry {
  if (Object.hasOwn(catalogue, name)) return catalogue[name]!
  const names = Object.keys(catalogue)
  const there = names.length > 0 ? `it has: ${names.join(', ')}` : 'it is empty'
  throw new AppError(
    'MODEL_NOT_FOUND',
    `The catalogue has no model named ${JSON.stringify(name.slice(0, 64))}; ${there}.`,
    { hint: 'A model that it does not have is put into the folder of models by hand (docs/models.md).' },
  )
}
