import { execFile } from 'node:child_process'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const root = resolve(import.meta.dirname, '../..')
const vite = join(root, 'node_modules/vite/bin/vite.js')
const dist = join(root, 'web/dist')
const run = promisify(execFile)

const changedAt = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

/** Whether web/dist holds what web/ and the schema give now. */
function isCurrent(): boolean {
  const sources = readdirSync(join(root, 'web'), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter(path => !path.startsWith(dist))
  const changed = Math.max(...[...sources, join(root, 'schema.graphql')].map(changedAt))
  return changedAt(join(dist, 'index.html')) > changed
}

/**
 * Builds the page anew where what `npm ci` built is older than what it is made of; prints nothing. Where that fails, it
 * prints why and leaves no page, so that tests of the page fail and all others run.
 */
export async function buildPage(): Promise<void> {
  if (isCurrent()) return
  // Vite would build React for developers where NODE_ENV is that of tests.
  const options = { cwd: root, env: { ...process.env, NODE_ENV: 'production' } }
  try {
    await run(process.execPath, ['scripts/generate.ts'], options)
    await run(process.execPath, [vite, 'build', 'web', '--logLevel', 'warn'], options)
  } catch (error) {
    rmSync(dist, { recursive: true, force: true })
    console.error(error)
  }
}
