import { link, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Manifest, manifestSchema } from '../detector/manifest.ts'
import { parseShape } from '../detector/parseShape.ts'
import { AppError } from '../errors.ts'
import { checkPlace, manifestPath, nameIsTaken } from './checkPlace.ts'
import { fileNameOf, fileOf, isWhole, removeUnnamed } from './installedFiles.ts'
import { withPartialFile } from './withPartialFile.ts'

/** A manifest that is yet to learn which file it belongs to. */
export type NewManifest = Omit<Manifest, 'file' | 'sha256'>

/** The ONNX file that the manifest of that name says, as it says it; undefined where it cannot be read. */
export const installedFile = (folder: string, name: string): Promise<string | undefined> =>
  readFile(manifestPath(folder, name), 'utf8')
    .then(text => manifestSchema.shape.file.safeParse(fileOf(text)).data)
    .catch(() => undefined)

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
 * writes its manifest, last and in one step: until then the model is not there, or is the one that it replaces. The ONNX
 * file of that one stays, as servers that run open it again; what earlier replacements left so goes.
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
  const wasThere = await isWhole(folder, name, file)
  const replaced = await installedFile(folder, name)
  await withPartialFile(folder, `${name}.json`, async path => {
    await writeFile(path, `${JSON.stringify(whole, null, 2)}\n`)
    await flush(path)
    await flush(onnx.path)
    // One that servers have open is not written again: they would refuse it.
    await (wasThere ? rm(onnx.path) : rename(onnx.path, join(folder, file)))
    if (replace) return rename(path, manifestPath(folder, name))
    await moveToFree(path, manifestPath(folder, name)).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
      await removeUnnamed(folder, name, each => each === file && !wasThere)
      throw nameIsTaken(name)
    })
  })
  if (before !== undefined) await removeUnnamed(folder, name, each => each !== replaced)
  return whole
}
