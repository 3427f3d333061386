import { readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { InvalidCode } from './lineProblem.ts'
import { unreadable } from './readTextFile.ts'

/** Names beginning with a dot (.git, .DS_Store) and what archivers of macOS leave. */
const hidden = /^(?:\.|__MACOSX$)/

/** In the order of their code units, the same on every machine. */
export const inNameOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/**
 * All files in a folder and the folders in it, through links too, without hidden ones: relative paths with '/', in the
 * order of their names. A link that leads back to a folder above it is not followed.
 * @throws InvalidInput where a folder may not be read
 */
export async function listFiles(folder: string, code: InvalidCode): Promise<string[]> {
  const files: string[] = []

  async function walk(relative: string, above: readonly string[]): Promise<void> {
    const here = await realpath(join(folder, relative))
    if (above.includes(here)) return
    for (const entry of await readdir(here, { withFileTypes: true })) {
      if (hidden.test(entry.name)) continue
      const path = relative === '' ? entry.name : `${relative}/${entry.name}`
      const target = entry.isSymbolicLink() ? await stat(join(folder, path)).catch(() => undefined) : entry
      if (target?.isDirectory()) await walk(path, [...above, here])
      else files.push(path)
    }
  }

  await walk('', []).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(error.path ?? folder, 'folder', code, error)
  })
  return files.sort(inNameOrder)
}
