import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type KerasFileOptions, writeKerasFile } from '../helper/kerasFile.ts'
import { refusal } from './refusal.ts'

/**
 * A folder for the tests of one file. Each takes a path of its own: HDF5 can keep a file open that it has failed to
 * read, and would not look at it again.
 */
export function hdf5Folder() {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-hdf5-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  let files = 0
  const newPath = () => join(folder, `model${files++}.h5`)
  return {
    folder,
    newPath,
    /** What is said of a model that is written so. */
    async refusalOf(options: KerasFileOptions): Promise<string> {
      const path = newPath()
      await writeKerasFile(path, options)
      return refusal(path)
    },
  }
}
