import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Plugin } from 'vite'

const schema = resolve(import.meta.dirname, '../schema.graphql')

/** Leaves the SHA-256 of schema.graphql beside index.html, so that a server of another version can tell. */
export function markSchema(): Plugin {
  return {
    name: 'mark-schema',
    apply: 'build',
    generateBundle() {
      const source = createHash('sha256').update(readFileSync(schema)).digest('hex')
      this.emitFile({ type: 'asset', fileName: 'schema.sha256', source })
    },
  }
}
