import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** Where `npm run build` leaves the page. */
export const pageFolder = resolve(root, 'web/dist')

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}

/** Whether the page in `folder` is there, and was built for the schema.graphql that is served (web/markSchema.ts). */
export function pageState(folder = pageFolder): 'BUILT' | 'OUTDATED' | 'MISSING' {
  if (!read(resolve(folder, 'index.html'))) return 'MISSING'
  const served = createHash('sha256')
    .update(readFileSync(resolve(root, 'schema.graphql')))
    .digest('hex')
  return read(resolve(folder, 'schema.sha256'))?.toString() === served ? 'BUILT' : 'OUTDATED'
}
