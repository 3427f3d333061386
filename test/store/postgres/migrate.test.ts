import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { migrate } from '../../../src/store/postgres/migrate.ts'
import { freshDatabase } from '../../helper/freshDatabase.ts'

function migrations(files: Record<string, string>): string {
  const directory = mkdtempSync(join(tmpdir(), 'fovea-migrations-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  for (const [name, sql] of Object.entries(files)) edit(directory, name, sql)
  return directory
}

function edit(directory: string, name: string, sql: string) {
  mkdirSync(join(directory, name), { recursive: true })
  writeFileSync(join(directory, name, 'migration.sql'), sql)
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(sql).finally(() => client.end())
  return rows
}

const tables = `SELECT table_name AS name FROM information_schema.tables
  WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' ORDER BY 1`

const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => 'fulfilled',
    error => error,
  )

test('migrations are applied once, in the order of their names', async () => {
  const url = await freshDatabase('template0')
  const directory = migrations({ '2_b': 'ALTER TABLE a ADD b int', '1_a': 'CREATE TABLE a (a int)' })
  expect(await migrate(url, directory)).toEqual(['1_a', '2_b'])
  expect(await migrate(url, directory)).toEqual([])
  edit(directory, '3_c', 'ALTER TABLE a ADD c int')
  expect(await migrate(url, directory)).toEqual(['3_c'])
})

test('a migration that fails in its second statement leaves nothing of the first and can be corrected', async () => {
  const url = await freshDatabase('template0')
  const directory = migrations({ '1_a': 'CREATE TABLE a (a int)', '2_b': 'CREATE TABLE b (b int); SELECT nothing' })
  const error = await rejection(migrate(url, directory))
  expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('2_b failed') })
  expect(await query(url, tables)).toEqual([{ name: 'a' }])
  edit(directory, '2_b', 'CREATE TABLE b (b int)')
  expect(await migrate(url, directory)).toEqual(['2_b'])
})

test('a migration and its line in the history come together or not at all', async () => {
  const url = await freshDatabase('template0')
  const sql = "CREATE TABLE b (b int); ALTER TABLE _prisma_migrations ADD CHECK (migration_name <> '2_b')"
  const error = await rejection(migrate(url, migrations({ '1_a': 'CREATE TABLE a (a int)', '2_b': sql })))
  expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('2_b failed') })
  expect(await query(url, tables)).toEqual([{ name: 'a' }])
})

test('semicolons in comments, strings and functions do not cut a migration', async () => {
  const url = await freshDatabase('template0')
  const sql = `-- a; b
    CREATE FUNCTION one() RETURNS text AS $$ BEGIN PERFORM 1; RETURN 'a;b'; END $$ LANGUAGE plpgsql;`
  await migrate(url, migrations({ '1_function': sql }))
  expect(await query(url, 'SELECT one()')).toEqual([{ one: 'a;b' }])
})

test('a migration edited after it was applied is refused by name', async () => {
  const url = await freshDatabase('template0')
  const directory = migrations({ '1_a': 'CREATE TABLE a (a int)' })
  await migrate(url, directory)
  edit(directory, '1_a', 'CREATE TABLE a (a bigint)')
  const error = await rejection(migrate(url, directory))
  expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(/1_a was edited/) })
})

test('a checkout with Windows line endings has the same migrations', async () => {
  const url = await freshDatabase('template0')
  await migrate(url, migrations({ '1_a': 'CREATE TABLE a (\n  a int\n)\n' }))
  expect(await migrate(url, migrations({ '1_a': 'CREATE TABLE a (\r\n  a int\r\n)\r\n' }))).toEqual([])
})

test('a database newer than the program is refused before anything changes', async () => {
  const url = await freshDatabase('template0')
  await migrate(url, migrations({ '1_a': 'CREATE TABLE a (a int)', '3_c': 'CREATE TABLE c (c int)' }))
  const older = migrations({ '1_a': 'CREATE TABLE a (a int)', '2_b': 'CREATE TABLE b (b int)' })
  const error = await rejection(migrate(url, older))
  expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(/newer.* 3_c$/) })
  expect(await query(url, tables)).toEqual([{ name: 'a' }, { name: 'c' }])
})

test('of two migrators at once one waits and finds nothing left to do', async () => {
  const url = await freshDatabase('template0')
  const directory = migrations({ '1_a': 'SELECT pg_sleep(0.3); CREATE TABLE a (a int)' })
  const applied = await Promise.all([migrate(url, directory), migrate(url, directory)])
  expect(applied.flat()).toEqual(['1_a'])
})

test('a lock that another session never gives back is told', async () => {
  const url = await freshDatabase('template0')
  const directory = migrations({ '1_a': 'CREATE TABLE a (a int)' })
  const holder = new pg.Client({ connectionString: url })
  await holder.connect()
  try {
    await holder.query('SELECT pg_advisory_lock(72707369)')
    const error = await rejection(migrate(url, directory, 50))
    expect(error).toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      message: 'Another session has held the lock of migrations (advisory lock 72707369) for 0.05 s.',
      hint: expect.stringContaining('direct connection'),
    })
    expect(await query(url, tables)).toEqual([])
  } finally {
    await holder.end()
  }
})

test('a migration waits for a table for as long as it takes', async () => {
  const url = await freshDatabase('template0')
  const sql = "SELECT 1 / (current_setting('lock_timeout') = '0')::int"
  expect(await migrate(url, migrations({ '1_a': sql }), 50)).toEqual(['1_a'])
})

test("a migration that Prisma's engine began and did not finish stops the next one", async () => {
  const url = await freshDatabase('template0')
  const directory = migrations({ '1_a': 'CREATE TABLE a (a int)' })
  await migrate(url, directory)
  await query(url, 'UPDATE _prisma_migrations SET finished_at = NULL')
  const error = await rejection(migrate(url, directory))
  expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(/1_a and did not finish/) })
})

test('a database that does not answer is named without its password', async () => {
  const url = 'postgresql://ann:secret@127.0.0.1:1/photos'
  const error = await rejection(migrate(url, migrations({})))
  expect(error).toMatchObject({ code: 'STORAGE_UNAVAILABLE', message: expect.stringContaining('127.0.0.1:1/photos') })
  expect(String(error)).not.toContain('secret')
})

test('a role that may not make tables, which Postgres 15 makes the default, is told what to grant', async () => {
  const url = new URL(await freshDatabase('template0'))
  const role = `limited${url.pathname.slice(1)}`
  await query(url.href, `CREATE ROLE ${role} LOGIN PASSWORD 'hunter2'`)
  try {
    const limited = new URL(url)
    limited.username = role
    limited.password = 'hunter2'
    const directory = migrations({ '1_a': 'CREATE TABLE a (a int)' })
    const error = await rejection(migrate(limited.href, directory))
    expect(error).toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(`${role} may not make tables`),
      hint: `As the owner of the database: GRANT USAGE, CREATE ON SCHEMA public TO "${role}".`,
    })
    expect(error.message).not.toContain('hunter2')
    await query(url.href, `GRANT USAGE, CREATE ON SCHEMA public TO "${role}"`)
    expect(await migrate(limited.href, directory)).toEqual(['1_a'])
  } finally {
    await query(url.href, `DROP OWNED BY ${role}; DROP ROLE ${role}`)
  }
})

test('a certificate that is not there is a mistake in the settings, without the password', async () => {
  const url = 'postgres://fovea:hunter2@127.0.0.1:1/x?sslrootcert=/none.crt'
  const error = await rejection(migrate(url, migrations({})))
  expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('/none.crt') })
  expect(error.message).not.toContain('hunter2')
})
