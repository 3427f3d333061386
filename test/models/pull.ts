import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CatalogueEntry } from '../../src/models/catalogue.ts'
import { pullModel } from '../../src/models/pullModel.ts'
import { temporaryFolder } from '../cli/temporaryFolder.ts'

type Pull = Parameters<typeof pullModel>[0]
type Course = Parameters<typeof pullModel>[1]

/** Pulls into a folder of its own; what came of it, what was said and what is in the folder then. */
export async function pull(entry: CatalogueEntry, changes: Partial<Pull> = {}, course: Partial<Course> = {}) {
  const folder = changes.folder ?? temporaryFolder()
  const said: string[] = []
  const result = await pullModel(
    { entry, name: 'm', folder, replace: false, ...changes },
    { say: line => said.push(line), stallMs: 2000, backOffMs: 1, ...course },
  ).catch(error => error)
  const files = readdirSync(folder)
    .filter(name => name !== '.downloads')
    .sort()
  const parts = existsSync(join(folder, '.downloads')) ? readdirSync(join(folder, '.downloads')) : []
  return { folder, said, result, files, parts }
}
