import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../errors.ts'
import type { Manifest } from './manifest.ts'
import { parseManifest } from './parseManifest.ts'

/** A model whose file is there and is the one that its manifest means. */
export type LoadedModel = {
  manifest: Manifest
  /** absolute path of the ONNX file */
  file: string
  /** of the ONNX file, lower-case hexadecimal */
  sha256: string
  /** when the ONNX file was last written, as its hash was taken: epoch milliseconds */
  written: number
  /** SHA-256 of what turns an image into the tensor and the outputs into boxes; floor and cap are not part of it */
  preprocessing: string
}

const reason = (error: unknown) => {
  const { code, message } = error as NodeJS.ErrnoException
  return code === 'ENOENT' ? 'there is no such file' : (code ?? message)
}

/** Hash of a file, and when it was written; both of the same content unless it is written meanwhile. */
async function inspect(file: string): Promise<{ sha256: string; written: number }> {
  const { mtimeMs } = await stat(file)
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return { sha256: hash.digest('hex'), written: mtimeMs }
}

/** JSON with the keys of every object in alphabetical order, so that equal values give equal text. */
const canonical = (value: unknown) =>
  JSON.stringify(value, (_, inner) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

/**
 * Reads one manifest and checks the SHA-256 of its ONNX file.
 * @throws AppError MODEL_INVALID: one line with the manifest, the file, what was expected and what was found
 */
export async function loadModel(path: string): Promise<LoadedModel> {
  const text = await readFile(path, 'utf8').catch(error => {
    throw new AppError('MODEL_INVALID', `${path}: expected a manifest but ${reason(error)}`)
  })
  const manifest = parseManifest(text, path)
  const file = resolve(dirname(path), manifest.file)
  const { sha256, written } = await inspect(file).catch(error => {
    throw new AppError('MODEL_INVALID', `${path}: file: expected the model at ${file} but ${reason(error)}`)
  })
  if (sha256 !== manifest.sha256)
    throw new AppError('MODEL_INVALID', `${path}: sha256: expected ${manifest.sha256} but ${file} has ${sha256}`)
  const { input, originalSize, outputs, labels } = manifest
  const preprocessing = createHash('sha256').update(canonical({ input, originalSize, outputs, labels })).digest('hex')
  return { manifest, file, sha256, written, preprocessing }
}

/** What beside manifests may lie in a folder of models: the list of those that can be downloaded. */
const catalogue = 'catalogue.json'

/**
 * Names of the models whose manifests lie directly in `directory`: its `*.json` but `catalogue.json`.
 * @returns A to Z
 * @throws AppError MODEL_INVALID when it is no folder that can be read
 */
export async function modelNames(directory: string): Promise<string[]> {
  const entries = await readdir(directory).catch(error => {
    throw new AppError('MODEL_INVALID', `expected a folder of model manifests at ${directory} but ${reason(error)}`)
  })
  const manifests = entries.filter(entry => entry.endsWith('.json') && entry !== catalogue)
  return manifests.map(entry => basename(entry, '.json')).sort()
}

/**
 * Reads every manifest of `modelNames` and checks the SHA-256 of each one's ONNX file.
 * @returns the models by name, A to Z
 * @throws AppError MODEL_INVALID: one line with the manifest, the file, what was expected and what was found
 */
export async function loadModels(directory: string): Promise<LoadedModel[]> {
  const names = await modelNames(directory)
  return Promise.all(names.map(name => loadModel(join(directory, `${name}.json`))))
}
