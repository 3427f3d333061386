import { basename } from 'node:path'
import { AppError } from '../errors.ts'
import { type Manifest, manifestSchema } from './manifest.ts'
import { parseJson } from './parseJson.ts'
import { parseShape, shown } from './parseShape.ts'

/**
 * Reads one manifest.
 * @param path where it came from, for messages and for the name that it has to have
 * @throws AppError MODEL_INVALID: one line with the file and each wrong field, what was expected and what was found
 */
export function parseManifest(text: string, path: string): Manifest {
  const invalid = (problem: string) => new AppError('MODEL_INVALID', `${path}: ${problem}`)
  const manifest = parseShape(manifestSchema, parseJson(text, invalid), invalid)
  const expected = basename(path, '.json')
  if (manifest.name !== expected)
    throw invalid(`name: expected ${shown(expected)}, as the file is named, but found ${shown(manifest.name)}`)
  return manifest
}
