import { open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Manifest, manifestSchema } from '../detector/manifest.ts'
import { AppError } from '../errors.ts'
import { checkPlace, manifestPath } from './checkPlace.ts'
import { withPartialFile } from './withPartialFile.ts'

/** A manifest that is yet to learn which file it belongs to. */
export type NewManifest = Omit<Manifest, 'file' | 'sha256'>

/** The ONNX file that a manifest names, when it lies in the manifest's own folder. */
function fileOf(manifest: string): string | undefined {
  try {
    const { file } = JSON.parse(manifest) as { file?: unknown }
    return typeof file === 'string' && file !== '' && basename(file) === file ? file : undefined
  } catch {
    return undefined
  }
}

/** Whether any manifest of the folder names the file. */
async function isUsed(folder: string, file: string): Promise<boolean> {
  const manifests = (await readdir(folder)).filter(entry => entry.endsWith('.json'))
  const files = await Promise.all(manifests.map(async entry => fileOf(await readFile(join(folder, entry), 'utf8'))))
  return files.includes(file)
}

/** Waits until the bytes of a file are on the disk: a manifest must not outlive the model that it names. */
async function flush(path: string): Promise<void> {
  await using file = await open(path, 'r+')
  await file.sync()
}

/**
 * Moves a finished ONNX file of the same file system into the folder of models as `<name>.<begin of its hash>.onnx` and
 * writes its manifest, last and in one step: until then the model is not there, or is the one that it replaces, whose
 * ONNX file goes in the end.
 * @returns the manifest as it was written
 * @throws AppError BAD_USER_INPUT (name, or taken and not `replace`), MODEL_INVALID (not a manifest), STORAGE_UNAVAILABLE
 */
export async function installModel(
  folder: string,
  manifest: NewManifest,
  onnx: { path: string; sha256: string },
  { replace }: { replace: boolean },
): Promise<Manifest> {
  const { name } = manifest
  const { name: _, ...rest } = manifest
  const file = `${name}.${onnx.sha256.slice(0, 8)}.onnx`
  const parsed = manifestSchema.safeParse({ name, file, sha256: onnx.sha256, ...rest })
  const before = await checkPlace(folder, name, replace)
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    throw new AppError('MODEL_INVALID', `${manifestPath(folder, name)}: ${problems.join('; ')}`)
  }
  await withPartialFile(folder, `${name}.json`, async path => {
    await writeFile(path, `${JSON.stringify(parsed.data, null, 2)}\n`)
    await flush(path)
    await flush(onnx.path)
    await rename(onnx.path, join(folder, file))
    await rename(path, manifestPath(folder, name))
  })
  const replaced = before === undefined ? undefined : fileOf(before)
  if (replaced !== undefined && !(await isUsed(folder, replaced))) await rm(join(folder, replaced), { force: true })
  return parsed.data
}
