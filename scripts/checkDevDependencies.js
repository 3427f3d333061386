import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

// The first thing of `prepare`: what it runs is there only with the dev dependencies. Exit code 1 and what to do, else.
// JavaScript, as the Node that runs TypeScript may be one of them.

if (!existsSync(resolve(import.meta.dirname, '../node_modules/vite'))) {
  console.error(
    'Expected the dev dependencies, which make the generated code and the page: npm ci, then npm prune --omit=dev.',
  )
  process.exitCode = 1
}
