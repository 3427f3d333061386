import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileSums } from './fileSums.ts'

/** Name of the ONNX file that is put there for a model. */
export const fileNameOf = (name: string, sha256: string) => `${name}.${sha256.slice(0, 8)}.onnx`

/** The ONNX file that a manifest names. @throws SyntaxError, TypeError when it is no manifest */
export const fileOf = (manifest: string) => (JSON.parse(manifest) as { file?: unknown }).file

/** Whether a file of that name, where there is one, is the one that was put there. */
export const isWhole = (folder: string, name: string, file: string) =>
  fileSums(join(folder, file)).then(
    ({ sha256 }) => file === fileNameOf(name, sha256),
    () => false,
  )

/**
 * Removes ONNX files that were put there for a model and that no manifest names. Where that cannot be told they stay:
 * what the caller does is done by now.
 * @param isMeant of them, which; all unless told
 */
export async function removeUnnamed(
  folder: string,
  name: string,
  isMeant: (file: string) => boolean = () => true,
): Promise<void> {
  try {
    const entries = await readdir(folder)
    const manifests = entries.filter(entry => entry.endsWith('.json'))
    const named = await Promise.all(manifests.map(async entry => fileOf(await readFile(join(folder, entry), 'utf8'))))
    const installed = entries.filter(
      entry => entry.startsWith(`${name}.`) && /^.[0-9a-f]{8}\.onnx$/.test(entry.slice(name.length)),
    )
    for (const file of installed)
      if (isMeant(file) && !named.includes(file) && (await isWhole(folder, name, file))) await rm(join(folder, file))
  } catch {
    // a manifest that cannot be read, or a file that cannot be removed
  }
}
