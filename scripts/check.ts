import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

// npm run check   the gate: generated code up to date, migrations up to date, types, lint and format

const root = resolve(import.meta.dirname, '..')
const generated = resolve(root, 'src/graphql/generated.ts')

function step(name: string, command: string, ...args: string[]): boolean {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name}`)
  return status === 0
}

function generatedIsCurrent(): boolean {
  const before = readFileSync(generated, 'utf8')
  if (!step('generate', process.execPath, 'scripts/generate.ts')) return false
  if (readFileSync(generated, 'utf8') === before) return true
  writeFileSync(generated, before)
  console.log('FAILED src/graphql/generated.ts is not what schema.graphql gives: npm run generate, then commit it')
  return false
}

const passed = [
  generatedIsCurrent(),
  step('migrations', process.execPath, 'scripts/makeMigration.ts', '--check'),
  step('types', 'tsc', '--noEmit'),
  step('types of the page', 'tsc', '--noEmit', '-p', 'web'),
  step('lint and format', 'biome', 'check', '.'),
]
process.exitCode = passed.every(Boolean) ? 0 : 1
