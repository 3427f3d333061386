import { parseJson } from '../detector/parseJson.ts'
import { parseShape } from '../detector/parseShape.ts'
import { AppError } from '../errors.ts'
import { type Catalogue, type CatalogueEntry, catalogueSchema } from './catalogue.ts'
import { readSmallText } from './readSmallText.ts'

/** @throws AppError BAD_USER_INPUT: one line with the file and each wrong field */
export async function readCatalogue(path: string): Promise<Catalogue> {
  const invalid = (problem: string) => new AppError('BAD_USER_INPUT', `${path}: ${problem}`)
  return parseShape(catalogueSchema, parseJson(await readSmallText(path, 'models to pull'), invalid), invalid)
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
    {
      hint: '`fovea models add` takes an ONNX file, and `fovea models convert` one of keras-retinanet (docs/models.md).',
    },
  )
}
