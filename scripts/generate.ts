import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { graphqlTypes } from './graphqlTypes.ts'
import { pageTypes } from './pageTypes.ts'

// Writes the code that comes from the two schemas: src/store/prisma from prisma/schema.prisma, src/graphql/generated.ts
// and web/src/api/generated.ts from schema.graphql. Needs no network. A schema that is not there is passed over.

const root = resolve(import.meta.dirname, '..')
const run = promisify(execFile)

async function generatePrismaClient(): Promise<string[]> {
  if (!existsSync(join(root, 'prisma/schema.prisma'))) return []
  const command = join(root, 'node_modules/prisma/build/index.js')
  // Prisma downloads a schema engine for `generate` and never runs it; it does not when one is named.
  const environment = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1', NO_COLOR: '1' }
  await run(process.execPath, [command, 'generate', '--schema=prisma/schema.prisma', '--no-hints'], {
    cwd: root,
    env: { ...process.env, ...environment },
  })
  return ['src/store/prisma']
}

function writeChanged(target: string, text: string): void {
  const path = join(root, target)
  mkdirSync(dirname(path), { recursive: true })
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text)
}

async function generateGraphqlTypes(): Promise<string[]> {
  const schema = join(root, 'schema.graphql')
  if (!existsSync(schema)) return []
  writeChanged('src/graphql/generated.ts', await graphqlTypes(schema))
  writeChanged('web/src/api/generated.ts', await pageTypes(schema, join(root, 'web/src')))
  return ['src/graphql/generated.ts', 'web/src/api/generated.ts']
}

try {
  const written = (await Promise.all([generatePrismaClient(), generateGraphqlTypes()])).flat()
  console.log(`generated ${written.join(', ') || 'nothing: no schema'}`)
} catch (error) {
  // execFile's message repeats the command; what Prisma printed is the reason.
  const printed = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
  console.error(printed || error)
  process.exitCode = 1
}
