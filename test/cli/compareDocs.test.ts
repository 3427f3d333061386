import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { buildSchema, parse as parseQuery, validate } from 'graphql'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { comparedTruth, foundOf } from '../helper/comparedRuns.ts'
import { temporaryFolder } from './temporaryFolder.ts'

type Workflow = { on: string; jobs: Record<string, { 'runs-on': string; steps: { uses?: string; run?: string }[] }> }

const text = readFileSync(resolve('docs/comparing.md'), 'utf8')
const workflow: Workflow = parse(/```yaml\n(.*?)```/s.exec(text)![1]!)
const steps = workflow.jobs.gate!.steps

/** The line of the gate, on files of ours. */
function runGate(missedCats: number[]) {
  const folder = temporaryFolder()
  const contents = {
    'baseline.json': foundOf({}),
    'candidate.json': foundOf({ missedCats }),
    'demo/scenes/instances.json': comparedTruth,
  }
  let line = steps.at(-1)!.run!
  for (const [name, content] of Object.entries(contents)) {
    const path = join(folder, name.replaceAll('/', '-'))
    writeFileSync(path, JSON.stringify(content))
    expect(line).toContain(` ${name} `)
    line = line.replace(name, path)
  }
  return spawnSync('bash', ['-e', '-c', line], { encoding: 'utf8' })
}

test('the workflow of the guide checks out, installs, detects and compares', () => {
  expect(workflow).toMatchObject({ on: 'pull_request', jobs: { gate: { 'runs-on': 'ubuntu-latest' } } })
  expect(steps.flatMap(({ uses = [] }) => uses)).toEqual(['actions/checkout@v4', 'actions/setup-node@v4'])
  const lines = steps.flatMap(({ run = [] }) => run)
  expect(lines.map(line => line.split(' ').slice(0, 3).join(' '))).toEqual([
    'npm ci',
    'npx node scripts/cocoResults.ts',
    'npx node scripts/cocoResults.ts',
    'npx fovea compare',
  ])
})

test('the gate of the guide lets in what is as good, and nothing that is worse', () => {
  const same = runGate([])
  expect(same.status, same.stderr).toBe(0)
  expect(same.stdout).toMatch(/^PASS: /m)
  const worse = runGate([2, 3, 9, 11])
  expect(worse.status, worse.stderr).toBe(1)
  expect(worse.stdout).toMatch(/^FAIL: /m)
})

test('the query of the guide is one that the API takes', () => {
  const query = /```graphql\n(.*?)```/s.exec(text)![1]!
  const schema = buildSchema(readFileSync(resolve('schema.graphql'), 'utf8'))
  expect(validate(schema, parseQuery(query))).toEqual([])
})
