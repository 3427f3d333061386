import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import { AppError } from '../src/errors.ts'

function problemsOf(variables: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(variables)
  } catch (error) {
    expect(error).toBeInstanceOf(AppError)
    expect(error).toHaveProperty('code', 'CONFIG_INVALID')
    return (error as AppError).message.split('\n')
  }
  return []
}

test('nothing set is a server for this machine alone, without keys', () => {
  const config = readConfig({})
  expect(config).toMatchObject({
    port: 4000,
    host: '127.0.0.1',
    databaseUrl: undefined,
    model: 'demo',
    apiKeySums: [],
    corsOrigins: [],
    introspection: true,
    maxImageBytes: 20 * 1024 * 1024,
    maxUploadBytes: 1024 ** 3,
    maxUploadsBytes: 4 * 1024 ** 3,
    deadlineMs: 30_000,
  })
  expect(config.workers * config.threads).toBeGreaterThanOrEqual(1)
  expect(Object.isFrozen(config)).toBe(true)
})

test('every bad variable is named in one error, with what came', () => {
  const bad = {
    PORT: '70000',
    DATABASE_URL: 'mysql://localhost/x',
    FOVEA_WORKERS: '0',
    FOVEA_WORKER: '2',
    FOVEA_CORS_ORIGINS: 'https://app.example.com, app.example.com',
    FOVEA_INTROSPECTION: 'yes',
    FOVEA_LOG_LEVEL: 'verbose',
    FOVEA_MAX_IMAGE_MB: '1.5',
    FOVEA_QUEUE_IMAGES: 'many',
    FOVEA_QUEUE_MB: '-1',
    FOVEA_DEADLINE_MS: '1e9',
    FOVEA_MAX_UPLOAD_MB: '1000001',
    FOVEA_UPLOADS_MB: ' ',
  }
  const problems = problemsOf(bad)
  expect(problems.map(line => line.split(':')[0]).sort()).toEqual(Object.keys(bad).sort())
  for (const line of problems) expect(line).toMatch(/^\w+: expected .+/)
  expect(problems.join('\n')).toContain('"70000"')
})

test.each([
  ['a # in the password', 'postgres://fovea:p#hunter2@host/x'],
  ['a # behind digits, which look like a port', 'postgres://fovea:12#hunter2@host/x'],
  ['a / in the password', 'postgres://fovea:p/hunter2@host/x'],
  ['a / behind digits', 'postgres://fovea:12/hunter2@host/x'],
  ['a ? behind digits', 'postgres://fovea:12?hunter2@host/x'],
  ['a % that encodes nothing', 'postgres://fovea:hunter2%zz@host/x'],
  ['bytes that are no text', 'postgres://fovea:hunter2%ff@host/x'],
  ['no host', 'postgresql://hunter2@/db'],
  ['a port that there is not', 'postgres://fovea:hunter2@host:99999/x'],
])('a DATABASE_URL with %s is told how to write it, and not repeated', (_, DATABASE_URL) => {
  const problems = problemsOf({ DATABASE_URL })
  expect(problems).toEqual([expect.stringMatching(/^DATABASE_URL: expected postgres:.*percent-encode # .*%23/)])
  expect(problems.join()).not.toContain('hunter2')
})

test.each([
  'postgres://fovea:p%23%2F%3F%40%25@host/x',
  'postgres://fovea:p@ss@host:6432/x?sslmode=require',
  'postgresql:///x?host=/var/run/postgresql',
  'postgres://[::1]/x?options=-c%20search_path%3Da',
])('%s is a DATABASE_URL', DATABASE_URL => {
  expect(readConfig({ DATABASE_URL }).databaseUrl).toBe(DATABASE_URL)
})

test('a password in DATABASE_URL is not repeated', () => {
  expect(problemsOf({ DATABASE_URL: 'mysql://me:hunter2@localhost/x' }).join()).not.toContain('hunter2')
})

test('a variable that is empty counts as not set', () => {
  expect(readConfig({ PORT: '', FOVEA_API_KEYS: '' })).toMatchObject({ port: 4000, apiKeySums: [] })
})

test.each(['0.0.0.0', '::', '192.168.1.5', 'example.com', '127.0.0.1.example.com', '128.0.0.1'])(
  'row 58: HOST=%s, which others can reach, needs a key',
  HOST => {
    expect(problemsOf({ HOST })).toEqual([expect.stringMatching(/^HOST: .* other machines .* FOVEA_API_KEYS/)])
    expect(readConfig({ HOST, FOVEA_API_KEYS: 'a-key-of-16-characters' })).toMatchObject({ introspection: false })
  },
)

test.each(['127.0.0.1', '127.9.9.9', 'localhost', '::1'])('HOST=%s needs none', HOST => {
  expect(readConfig({ HOST })).toMatchObject({ host: HOST, introspection: true })
})

test('a key that is easily guessed is refused, and not repeated', () => {
  const problems = problemsOf({ FOVEA_API_KEYS: 'short-key, a-key-of-16-characters' })
  expect(problems).toEqual([expect.stringMatching(/^FOVEA_API_KEYS: .* at least 16 characters/)])
  expect(problems.join()).not.toContain('short-key')
})

test('a file of sums takes comments and names, and tells the line that is none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-config-'))
  const file = join(folder, 'keys')
  const sum = createHash('sha256').update('x').digest('hex')
  writeFileSync(file, `# laptops\n${sum} anna\r\n\n${sum.toUpperCase()}`)
  expect(readConfig({ FOVEA_API_KEYS_FILE: file }).apiKeySums).toEqual([sum, sum])
  writeFileSync(file, `${sum}\nnot-a-sum\n`)
  expect(problemsOf({ FOVEA_API_KEYS_FILE: file })).toEqual([expect.stringMatching(/^FOVEA_API_KEYS_FILE: line 2 of /)])
  rmSync(folder, { recursive: true })
  expect(problemsOf({ FOVEA_API_KEYS_FILE: file })).toEqual([
    expect.stringMatching(/^FOVEA_API_KEYS_FILE: cannot read /),
  ])
})

test('a place for keys that holds none does not open the door', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-config-'))
  const file = join(folder, 'keys')
  writeFileSync(file, '# none yet\n')
  expect(problemsOf({ FOVEA_API_KEYS_FILE: file })).toEqual([expect.stringMatching(/^FOVEA_API_KEYS_FILE: .* no key/)])
  expect(problemsOf({ FOVEA_API_KEYS: ' , ' })).toEqual([expect.stringMatching(/^FOVEA_API_KEYS: .* no key/)])
  rmSync(folder, { recursive: true })
})
