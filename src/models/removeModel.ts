import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { modelNames } from '../detector/loadModels.ts'
import { AppError } from '../errors.ts'
import { manifestPath } from './checkPlace.ts'
import { fileNameOf, removeUnnamed } from './installedFiles.ts'

/** What became of the model's ONNX file. */
export type Removal = { file: string; kept?: 'PUT_THERE' | 'NAMED' }

/** `file` and `sha256` of a manifest, which may be a broken one. */
function fieldsOf(manifest: string): { file?: unknown; sha256?: unknown } {
  try {
    return JSON.parse(manifest) ?? {}
  } catch {
    return {}
  }
}

/** Text of a manifest; none where it cannot be read. */
const textOf = (folder: string, name: string) => readFile(manifestPath(folder, name), 'utf8').catch(() => '')

async function removalOf(folder: string, name: string, others: readonly string[]): Promise<Removal | undefined> {
  const { file, sha256 } = fieldsOf(await textOf(folder, name))
  if (typeof file !== 'string') return undefined
  if (file !== fileNameOf(name, String(sha256))) return { file, kept: 'PUT_THERE' }
  const texts = await Promise.all(others.map(other => textOf(folder, other)))
  return texts.some(text => text.includes(file)) ? { file, kept: 'NAMED' } : { file }
}

/**
 * Removes a model: its manifest, and then its ONNX file if fovea put it there, named for the model and its sum, and no
 * other manifest names it, with what replacements of it left. A manifest that is broken can be removed too.
 * @returns undefined when the manifest does not say its file
 * @throws AppError MODEL_NOT_FOUND that lists the names there are, BAD_USER_INPUT (fovea's own), STORAGE_UNAVAILABLE
 */
export async function removeModel(folder: string, name: string): Promise<Removal | undefined> {
  const names = await modelNames(folder)
  if (!names.includes(name)) {
    const there = names.length > 0 ? `there are: ${names.join(', ')}` : 'there are none'
    throw new AppError('MODEL_NOT_FOUND', `There is no model named ${JSON.stringify(name.slice(0, 64))}; ${there}.`)
  }
  if (name === 'demo') throw new AppError('BAD_USER_INPUT', 'demo comes with fovea and cannot be removed.')
  const others = names.filter(each => each !== name)
  const removal = await removalOf(folder, name, others)
  try {
    await rm(manifestPath(folder, name), { force: true })
    if (removal && !removal.kept) await rm(join(folder, removal.file), { force: true })
  } catch (cause) {
    const { message } = cause as Error
    throw new AppError('STORAGE_UNAVAILABLE', `${folder}: the model cannot be removed (${message}).`, { cause })
  }
  await removeUnnamed(folder, name)
  return removal
}
