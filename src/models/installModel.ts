import { link, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Manifest, manifestSchema } from '../detector/manifest.ts'
import { parseShape } from '../detector/parseShape.ts'
import { AppError } from '../errors.ts'
import { checkPlace, manifestPath, nameIsTaken } from './checkPlace.ts'
import { fileSums } from './fileSums.ts'
import { withPartialFile } from './withPartialFile.ts'

/** A manifest that is yet to learn which file it belongs to. */
export type NewManifest = Omit<Manifest, 'file' | 'sha256'>

const fileNameOf = (name: string, sha256: string) => `${name}.${sha256.slice(0, 8)}.onnx`

/** The ONNX file that a manifest names. @throws SyntaxError, TypeError when it is no manifest */
const fileOf = (manifest: string) => (JSON.parse(manifest) as { file?: unknown }).file

/**
 * Removes the ONNX file of a model's earlier manifest, if it is one that was put there with that manifest and none names
 * it any more. Where that cannot be told it stays: by now the model is there.
 */
async function removeReplaced(folder: string, name: string, before: string): Promise<void> {
  try {
    const file = fileOf(before)
    if (typeof file !== 'string' || !file.startsWith(`${name}.`)) return
    const path = join(folder, file)
    if (file !== fileNameOf(name, (await fileSums(path)).sha256)) return
    const manifests = (await readdir(folder)).filter(entry => entry.endsWith('.json'))
    const files = await Promise.all(manifests.map(async entry => fileOf(await readFile(join(folder, entry), 'utf8'))))
    if (!files.includes(file)) await rm(path)
  } catch {
    // a manifest or the file that cannot be read
  }
}

/** Waits until the bytes of a file are on the disk: a manifest must not outlive the model that it names. */
async function flush(path: string): Promise<void> {
  await using file = await open(path, 'r+')
  await file.sync()
}

/** What file systems without hard links answer, FAT and some of a network. */
const noLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])

/** Gives a file a name that is free. @throws what Node's file system throws: EEXIST when it is not */
async function moveToFree(path: string, to: string): Promise<void> {
  // A rename would take the name from another process that was faster.
  await link(path, to).catch((error: NodeJS.ErrnoException) => {
    if (!noLinks.has(error.code ?? '')) throw error
    return rename(path, to)
  })
}

/**
 * Moves a finished ONNX file of the same file system into the folder of models as `<name>.<begin of its hash>.onnx` and
 * writes its manifest, last and in one step: until then the model is not there, or is the one that it replaces, whose
 * ONNX file goes in the end if it has a name of that form.
 * @returns the manifest as it was written
 * @throws AppError BAD_USER_INPUT (name, or taken and not `replace`), MODEL_INVALID (not a manifest), STORAGE_UNAVAILABLE
 */
export async function installModel(
  folder: string,
  manifest: NewManifest,
  onnx: { path: string; sha256: string },
  { replace }: { replace: boolean },
): Promise<Manifest> {
  const { name, ...rest } = manifest
  const before = await checkPlace(folder, name, replace)
  const file = fileNameOf(name, onnx.sha256)
  const invalid = (problem: string) => new AppError('MODEL_INVALID', `The manifest of ${name}: ${problem}.`)
  const whole = parseShape(manifestSchema, { name, file, sha256: onnx.sha256, ...rest }, invalid)
  await withPartialFile(folder, `${name}.json`, async path => {
    await writeFile(path, `${JSON.stringify(whole, null, 2)}\n`)
    await flush(path)
    await flush(onnx.path)
    await rename(onnx.path, join(folder, file))
    if (replace) return rename(path, manifestPath(folder, name))
    await moveToFree(path, manifestPath(folder, name)).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
      await removeReplaced(folder, name, JSON.stringify(whole))
      throw nameIsTaken(name)
    })
  })
  if (before !== undefined) await removeReplaced(folder, name, before)
  return whole
}
