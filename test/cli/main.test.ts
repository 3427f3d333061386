import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { settingsHelp } from '../../src/cli/settingsHelp.ts'
import { readPostmaster } from '../../src/store/postgres/postmasterFile.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'
import { runFovea } from '../helper/runFovea.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const repository = resolve(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(repository, path))
const migrationName = /^\d{14}_\w+$/

describe('models list', () => {
  test('--json tells every model, which is the default, and the file with its SHA-256', async () => {
    const { code, stdout, stderr } = await runFovea(['models', 'list', '--json']).ended
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const manifest = JSON.parse(read('models/demo.json').toString())
    expect(JSON.parse(stdout)).toContainEqual({
      name: 'demo',
      default: true,
      labels: 80,
      scoreFloor: manifest.scoreFloor,
      licence: manifest.licence,
      description: manifest.description,
      input: 'short-side 480x640',
      bytes: read('models/demo-retinanet.onnx').length,
      file: join(repository, 'models/demo-retinanet.onnx'),
      sha256: createHash('sha256').update(read('models/demo-retinanet.onnx')).digest('hex'),
    })
  })

  test('a table for people, also without the word list', async () => {
    const { code, stdout, stderr } = await runFovea(['models']).ended
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const [head, ...rows] = stdout.trimEnd().split('\n')
    const columns = ['model', 'labels', 'input', 'MB', 'sha256', 'floor', 'licence', 'description']
    expect(head?.split(/ {2,}/)).toEqual(columns)
    expect(rows).toContainEqual(
      expect.stringMatching(/^demo \(default\) +80 {2}short-side 480x640 +\d+\.\d {2}[0-9a-f]{8} +0\.\d+ +\S/),
    )
  })

  test('a folder without manifests is one line and exit code 2', async () => {
    const FOVEA_MODELS = join(temporaryFolder(), 'none')
    const { code, stdout, stderr } = await runFovea(['models', 'list'], { FOVEA_MODELS }).ended
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^fovea: expected a folder of model manifests at \S+ but there is no such file\n$/)
  })
})

describe('migrate', () => {
  test('makes the tables in a database of its own, the second time it has nothing to do, and Postgres ends with it', async () => {
    const FOVEA_DATA = join(temporaryFolder(), 'data')
    const first = await runFovea(['migrate'], { FOVEA_DATA }).ended
    expect(first).toMatchObject({ code: 0, stderr: '' })
    const [title, ...names] = first.stdout.trimEnd().split('\n')
    expect(title).toBe(`Applied to embedded Postgres in ${FOVEA_DATA}:`)
    expect(names.length).toBeGreaterThan(0)
    for (const name of names) expect(name.trim()).toMatch(migrationName)
    expect(readPostmaster(join(FOVEA_DATA, 'postgres'))).toBeUndefined()
    const second = await runFovea(['migrate'], { FOVEA_DATA }).ended
    expect(second).toEqual({ code: 0, stdout: `Up to date: embedded Postgres in ${FOVEA_DATA}\n`, stderr: '' })
  })

  test('migrates the database of DATABASE_URL and does not tell its password', async () => {
    const DATABASE_URL = await freshDatabase('template0')
    const { username, password, host, pathname } = new URL(DATABASE_URL)
    const { code, stdout } = await runFovea(['migrate'], { DATABASE_URL }).ended
    expect(code).toBe(0)
    expect(stdout.split('\n')[0]).toBe(`Applied to ${username}@${host}${pathname}:`)
    expect(stdout).not.toContain(password)
  })

  test.each([
    ['a server that is not there', 'postgres://me:hunter2@127.0.0.1:1/x', 1, /127\.0\.0\.1:1\/x/],
    ['something else', 'mysql://me:hunter2@127.0.0.1/x', 2, /DATABASE_URL: expected a URL that begins with postgres/],
  ])('a DATABASE_URL of %s is one line and an exit code', async (_, DATABASE_URL, exitCode, says) => {
    const { code, stdout, stderr } = await runFovea(['migrate'], { DATABASE_URL }).ended
    expect({ code, stdout }).toEqual({ code: exitCode, stdout: '' })
    expect(stderr).toMatch(says)
    expect(stderr).toMatch(/^fovea: [^\n]*\n$/)
    expect(stderr).not.toContain('hunter2')
  })
})

test('--help names every command and every setting that there is', async () => {
  const { code, stdout, stderr } = await runFovea(['--help']).ended
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  for (const command of ['serve', 'detect', 'models', 'migrate', 'demo'])
    expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'))
  const settings = read('src/config.ts')
    .toString()
    .match(/^ {2}[A-Z_]+(?=: )/gm)!
    .map(name => name.trim())
  expect(settings.length).toBeGreaterThan(10)
  for (const name of settings) {
    expect(settingsHelp).toContain(`\n  ${name} `)
    expect(read('README.md').toString()).toContain(`| \`${name}\` |`)
  }
  expect(stdout).toContain(settingsHelp)
})

test('--version is that of the package', async () => {
  const { version } = JSON.parse(read('package.json').toString()) as { version: string }
  expect(await runFovea(['--version']).ended).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
})

test.each([
  [['paint'], /^fovea: unknown command 'paint'/],
  [['serve', '--port', '1'], /^fovea: unknown option '--port'/],
  [
    ['models', 'push', 'x'],
    /^fovea: unknown command 'models push': there are list, convert, add, check, pull, remove\n/,
  ],
  [['models', 'ad', 'x.onnx', '--name', 'x'], /^fovea: unknown command 'models ad': there are list, /],
  [['models', 'list', 'x'], /^fovea: too many arguments for 'list'/],
  [['models', '--name', 'x'], /^fovea: unknown option '--name'/],
  [['detect'], /^fovea: missing required argument 'image'/],
  [[], /^Usage: fovea/],
])('what cannot be understood is told on stderr with exit code 2: fovea %j', async (args, says) => {
  const { code, stdout, stderr } = await runFovea(args).ended
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(says)
  expect(stderr).not.toMatch(/ {4}at /)
})

test('every bad setting is named, a line each, before anything is done', async () => {
  const bad = { PORT: '70000', FOVEA_WORKERS: 'many', FOVEA_LOG_LEVEL: 'loud' }
  const { code, stdout, stderr } = await runFovea(['migrate'], { ...bad, FOVEA_DATA: '/proc/nowhere' }).ended
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr.trimEnd().split('\n')).toEqual(
    Object.entries(bad).map(([name, value]) => expect.stringMatching(`^fovea: ${name}: expected .*"${value}"`)),
  )
})

test('a folder for the data that cannot be made is one line and exit code 2', async () => {
  const { code, stdout, stderr } = await runFovea(['serve'], { FOVEA_DATA: join(repository, 'package.json/data') })
    .ended
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^fovea: Expected a folder for the database at \S+package\.json\/data: [^\n]*\n$/)
})
