import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { openPostgres, type Postgres } from '../../../src/store/postgres/openPostgres.ts'
import { isAlive, readPostmaster } from '../../../src/store/postgres/postmasterFile.ts'
import { hold } from './hold.ts'

const silent = { info() {}, warn() {}, error() {} }
const endings: (() => unknown)[] = []

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

function newFolder(mode = 0o755): string {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-postgres-'))
  chmodSync(folder, mode)
  endings.push(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'data')
}

async function open(folder: string, log = silent): Promise<Postgres> {
  const postgres = await openPostgres(folder, log, { shared: `${folder}.shared` })
  endings.push(postgres.stop)
  return postgres
}

function holder(options: Parameters<typeof hold>[0]) {
  const process = hold(options)
  endings.push(process.leave)
  return process
}

async function query(url: string, sql: string): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query(sql).finally(() => client.end())
  return rows[0]
}

async function until<T>(what: () => T | Promise<T>, limit = 15_000): Promise<NonNullable<T>> {
  for (const end = Date.now() + limit; Date.now() < end; await sleep(10)) {
    const value = await what()
    if (value) return value
  }
  throw new Error(`Expected within ${limit} ms: ${what}`)
}

const answers = (url: string) =>
  query(url, 'SELECT 1').then(
    () => true,
    () => false,
  )

const postmasterPid = (folder: string) => readPostmaster(join(folder, 'postgres'))?.pid ?? 0

test('it is UTF8 in the C locale, keeps every acknowledged write and asks for a password that only its owner reads', async () => {
  const folder = newFolder()
  const { url, directory } = await open(folder)
  const names = ['fsync', 'full_page_writes', 'synchronous_commit', 'server_encoding', 'listen_addresses', 'TimeZone']
  const shown = names.map(name => `current_setting('${name}') AS "${name}"`).join()
  expect(await query(url, `SELECT ${shown}, datcollate FROM pg_database WHERE datname = current_database()`)).toEqual({
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    server_encoding: 'UTF8',
    listen_addresses: '127.0.0.1',
    TimeZone: 'UTC',
    datcollate: 'C',
  })
  expect(statSync(join(directory, 'password')).mode & 0o777).toBe(0o600)
  expect(statSync(directory).mode & 0o777).toBe(0o700)
  await expect(query(url.replace(/:[0-9a-f]{48}@/, ':guess@'), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' })
})

test('a process killed while it makes the database leaves no half of one', async () => {
  const folder = newFolder()
  const killed = hold({ folder })
  await until(() => existsSync(join(folder, `postgres.${killed.pid}`, 'PG_VERSION')))
  await killed.kill()
  expect(existsSync(join(folder, 'postgres'))).toBe(false)
  const { url } = await open(folder)
  expect(await answers(url)).toBe(true)
})

test('what a process killed in the middle left is removed by the next', async () => {
  const folder = newFolder()
  const first = await open(folder)
  await first.stop()
  const gone = hold({ folder })
  await gone.kill()
  writeFileSync(join(folder, `postgres.${gone.pid}.password`), 'x')
  await open(folder)
  expect(readdirSync(folder).sort()).toEqual(['postgres', 'postgres.log'])
})

test('two processes that start at once on nothing share one Postgres', async () => {
  const folder = newFolder()
  const [one, two] = [holder({ folder }), holder({ folder })]
  const [first, second] = await Promise.all([one.opened(), two.opened()])
  expect(first.url).toBe(second.url)
  expect(await answers(first.url)).toBe(true)
})

test('two processes that start at once on a database at rest share one Postgres, and the last one out stops it', async () => {
  const folder = newFolder()
  await (await open(folder)).stop()
  const [one, two] = [holder({ folder }), holder({ folder })]
  const [first, second] = await Promise.all([one.opened(), two.opened()])
  expect(first.url).toBe(second.url)
  expect([first.started, second.started]).toContain(true)
  const pid = postmasterPid(folder)
  await one.leave()
  expect(await answers(second.url)).toBe(true)
  await two.leave()
  expect(existsSync(join(folder, 'postgres/postmaster.pid'))).toBe(false)
  await until(() => !isAlive(pid) || zombie(pid))
})

const zombie = (pid: number) => / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))

test('a process that arrives while the last one leaves gets a Postgres that stays', async () => {
  const folder = newFolder()
  let last = await openPostgres(folder, silent)
  for (let round = 0; round < 5; round++) {
    const [next] = await Promise.all([openPostgres(folder, silent), last.stop()])
    expect(await answers(next.url)).toBe(true)
    last = next
  }
  await last.stop()
})

/** What processes hold on to Postgres, and what servers hold on to it. */
const advisoryLocks = "SELECT count(*) n FROM pg_locks WHERE locktype = 'advisory'"

test('the Postgres of a process killed with -9 is taken over with its port and stopped by whoever took it', async () => {
  const folder = newFolder()
  const killed = hold({ folder })
  const before = await killed.opened()
  await killed.kill()
  expect(await answers(before.url)).toBe(true)
  const after = await open(folder)
  expect(after).toMatchObject({ url: before.url, started: false })
  // Postgres takes a moment to see that the killed one has gone; until then it would be left to that one.
  await until(async () => (await query(after.url, advisoryLocks)).n === '1')
  await after.stop()
  expect(await answers(before.url)).toBe(false)
})

test('Ctrl-C, which reaches the whole process group, leaves Postgres alone', async () => {
  const folder = newFolder()
  const held = holder({ folder })
  const { url } = await held.opened()
  const pid = postmasterPid(folder)
  process.kill(-held.pid, 'SIGINT')
  await sleep(300)
  expect(await answers(url)).toBe(true)
  expect(postmasterPid(folder)).toBe(pid) // not another one, started in its place
})

test('a postmaster.pid that names a living process of somebody else is replaced, and that process lives on', async () => {
  const folder = newFolder()
  const { directory, stop } = await open(folder)
  await stop()
  writeFileSync(join(directory, 'postmaster.pid'), `${process.pid}\n${directory}\n1\n1\n\n127.0.0.1\n0 0\nready   \n`)
  const began = Date.now()
  const { url, started } = await open(folder)
  expect(started).toBe(true)
  expect(await answers(url)).toBe(true)
  expect(Date.now() - began).toBeLessThan(2_000)
})

test('a postmaster.pid that names the Postgres of another folder is replaced, and that Postgres lives on', async () => {
  const [other, folder] = [newFolder(), newFolder()]
  const foreign = await open(other)
  const { directory, stop } = await open(folder)
  await stop()
  writeFileSync(join(directory, 'postmaster.pid'), readFileSync(join(other, 'postgres/postmaster.pid')))
  const { url } = await open(folder)
  expect(await query(url, 'SHOW data_directory')).toEqual({ data_directory: directory })
  expect(await answers(foreign.url)).toBe(true)
})

test('Postgres killed with -9 is started again on the same port, with what was written and with the claim', async () => {
  const folder = newFolder()
  const { url, claimServer } = await open(folder)
  await claimServer('http://127.0.0.1:4000')
  await query(url, 'CREATE TABLE kept AS SELECT 7 AS seven')
  process.kill(postmasterPid(folder), 'SIGKILL')
  await until(() => answers(url))
  expect(await query(url, 'SELECT * FROM kept')).toEqual({ seven: 7 })
  await until(async () => (await query(url, advisoryLocks)).n === '2')
  const { error } = await holder({ folder, address: 'http://127.0.0.1:5000' }).answer
  expect(error?.code).toBe('ALREADY_RUNNING')
})

test('a port taken while Postgres is down is waited for', async () => {
  const folder = newFolder()
  const { url } = await open(folder)
  process.kill(postmasterPid(folder), 'SIGKILL')
  const thief = createServer(socket => socket.destroy())
  await until(() => {
    thief.once('error', () => {})
    thief.listen(Number(new URL(url).port), '127.0.0.1')
    return new Promise(done => thief.once('listening', () => done(true)).once('error', () => done(false)))
  })
  await sleep(500)
  expect(await answers(url)).toBe(false)
  thief.close()
  await until(() => answers(url))
})

test('a stop while Postgres is being started again leaves none running', async () => {
  const folder = newFolder()
  const { url, stop } = await open(folder)
  const dead = postmasterPid(folder)
  process.kill(dead, 'SIGKILL')
  await until(() => ![0, dead].includes(postmasterPid(folder)))
  const began = Date.now()
  await stop()
  expect(Date.now() - began).toBeLessThan(10_000)
  await sleep(500)
  expect(await answers(url)).toBe(false)
  expect(readPostmaster(join(folder, 'postgres'))).toBeUndefined()
})

test('a Postgres that does not react holds up stop for at most 10 s', async () => {
  const folder = newFolder()
  const { stop } = await open(folder)
  const pid = postmasterPid(folder)
  process.kill(pid, 'SIGSTOP')
  endings.push(() => isAlive(pid) && process.kill(pid, 'SIGKILL'))
  const began = Date.now()
  await stop()
  expect(Date.now() - began).toBeLessThan(10_000)
})

test('a second server on a folder is refused in one line that says where the first is, until that one dies', async () => {
  const folder = newFolder()
  const first = holder({ folder, address: 'http://127.0.0.1:4000' })
  await first.opened()
  const second = await open(folder)
  const refused = second.claimServer('http://127.0.0.1:5000')
  await expect(refused).rejects.toMatchObject({
    code: 'ALREADY_RUNNING',
    message: `fovea already runs on ${folder} (pid ${first.pid}, http://127.0.0.1:4000)`,
  })
  await first.kill()
  await until(() =>
    second.claimServer('http://127.0.0.1:5000').then(
      () => true,
      () => false,
    ),
  )
})

test('the address of a claim can be changed once it is known', async () => {
  const folder = newFolder()
  const { claimServer } = await open(folder)
  await claimServer('starting')
  await claimServer('http://127.0.0.1:4321')
  const { error } = await holder({ folder, address: 'http://127.0.0.1:5000' }).answer
  expect(error?.message).toContain(`(pid ${process.pid}, http://127.0.0.1:4321)`)
})

test('data of another major version are refused and left as they are', async () => {
  const folder = newFolder()
  const { directory, stop } = await open(folder)
  await stop()
  writeFileSync(join(directory, 'PG_VERSION'), '17\n')
  await expect(open(folder)).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringMatching(/are of 17$/),
  })
})

test('a folder that cannot be made and one that holds something else are refused by name', async () => {
  const folder = newFolder()
  writeFileSync(folder, '')
  const below = join(folder, 'data')
  await expect(open(below)).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(below) })
  const other = newFolder()
  const { stop, directory } = await open(other)
  await stop()
  rmSync(join(directory, 'PG_VERSION'))
  await expect(open(other)).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringContaining(directory),
  })
})

test('a Postgres that cannot start says why, in its own words', async () => {
  const folder = newFolder()
  const { directory, stop } = await open(folder)
  await stop()
  writeFileSync(join(directory, 'postgresql.auto.conf'), "shared_preload_libraries = 'nothing_of_the_kind'\n")
  await expect(open(folder)).rejects.toMatchObject({
    code: 'STORAGE_UNAVAILABLE',
    message: expect.stringContaining('nothing_of_the_kind'),
    hint: expect.stringContaining('postgres.log'),
  })
})
