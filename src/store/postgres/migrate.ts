import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { AppError } from '../../errors.ts'
import { takeLock } from './takeLock.ts'

/** The advisory lock that Prisma's own engine takes: neither of the two migrates while the other does. */
const LOCK = 72_707_369

/** Milliseconds: another process may be at a migration of large tables. */
const longestWait = 600_000

type Migration = { name: string; sql: string; checksum: string }
type Applied = { name: string; checksum: string; finished: boolean }

/**
 * Brings a database up to date and returns the names of the migrations that it applied, oldest first.
 *
 * `directory` holds one folder a migration, applied in the order of their names, each with a `migration.sql`. Each
 * runs in a transaction of its own, so one that fails leaves nothing behind and can be corrected; statements that
 * refuse a transaction (`CREATE INDEX CONCURRENTLY`) cannot be used. Several processes may call this at once: one
 * works, the others wait for it. The history is Prisma's table `_prisma_migrations`; a database that
 * `prisma migrate` made is accepted, and the other way round.
 *
 * Throws CONFIG_INVALID when the database has a migration that this program does not know, when one was edited after
 * it was applied, when one fails, or when the role may not make tables; STORAGE_UNAVAILABLE when the database does not
 * answer, or another process is at it for longer than `patienceMs`.
 */
export async function migrate(
  databaseUrl: string,
  directory: string,
  patienceMs: number = longestWait,
): Promise<string[]> {
  const migrations = readMigrations(directory)
  const client = openClient(databaseUrl)
  client.on('error', () => {}) // a connection lost between two queries: the next query says so
  try {
    await client.connect()
  } catch (cause) {
    throw new AppError('STORAGE_UNAVAILABLE', `Expected Postgres at ${withoutSecrets(databaseUrl)}: ${reason(cause)}`, {
      hint: 'Start it, or correct DATABASE_URL.',
      cause,
    })
  }
  try {
    await takeLock(client, LOCK, 'migrations', patienceMs)
    const applied = await readHistory(client).catch(error => refuseRights(error, client, databaseUrl))
    const missing = unapplied(migrations, applied)
    for (const migration of missing) await apply(client, migration)
    return missing.map(({ name }) => name)
  } finally {
    await client.end() // gives back the lock; an open transaction rolls back
  }
}

/** The driver reads the files that the URL names, such as certificates, at once. */
function openClient(databaseUrl: string): pg.Client {
  try {
    return new pg.Client({ connectionString: databaseUrl, application_name: 'fovea migrate' })
  } catch (cause) {
    throw new AppError(
      'CONFIG_INVALID',
      `Expected to use DATABASE_URL (${withoutSecrets(databaseUrl)}): ${reason(cause)}`,
      { hint: 'Percent-encode # / ? @ and % in its user and password, and check the files that it names.', cause },
    )
  }
}

/** Since Postgres 15 only the owner of a database may make tables in its schema public. */
function refuseRights(cause: unknown, { user }: pg.Client, databaseUrl: string): never {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code !== '42501' && code !== '3F000') throw cause
  throw new AppError(
    'CONFIG_INVALID',
    `The role ${user} may not make tables in ${withoutSecrets(databaseUrl)}: ${reason(cause)}`,
    { hint: `As the owner of the database: GRANT USAGE, CREATE ON SCHEMA public TO "${user}".`, cause },
  )
}

function readMigrations(directory: string): Migration[] {
  let names: string[]
  try {
    const entries = readdirSync(directory, { withFileTypes: true })
    names = entries.filter(entry => entry.isDirectory()).map(entry => entry.name)
  } catch (cause) {
    throw new AppError('CONFIG_INVALID', `Expected the folder of migrations ${directory}: ${reason(cause)}`, { cause })
  }
  return names.sort().map(name => {
    // A checkout with Windows line endings holds the same migration.
    const sql = readFileSync(join(directory, name, 'migration.sql'), 'utf8').replaceAll('\r\n', '\n')
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}

async function readHistory(client: pg.Client): Promise<Applied[]> {
  await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id varchar(36) PRIMARY KEY,
    checksum varchar(64) NOT NULL,
    finished_at timestamptz,
    migration_name varchar(255) NOT NULL,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(),
    applied_steps_count integer NOT NULL DEFAULT 0
  )`)
  const { rows } = await client.query<Applied>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  )
  return rows
}

/** The migrations still to be applied; refuses a history that does not agree with this program's. */
function unapplied(migrations: Migration[], applied: Applied[]): Migration[] {
  const known = new Map(migrations.map(migration => [migration.name, migration]))
  const foreign = applied.filter(({ name }) => !known.has(name)).map(({ name }) => name)
  if (foreign.length > 0) {
    throw new AppError('CONFIG_INVALID', `The database is newer than this program: it has ${foreign.join(', ')}`, {
      hint: 'Start the newer version of fovea, or give this one a database of its own.',
    })
  }
  for (const { name, checksum, finished } of applied) {
    if (!finished) {
      throw new AppError('CONFIG_INVALID', `Another program began migration ${name} and did not finish it`, {
        hint: 'Restore the database, or repair it and run `prisma migrate resolve`.',
      })
    }
    if (known.get(name)?.checksum !== checksum) {
      throw new AppError('CONFIG_INVALID', `Migration ${name} was edited after it was applied to this database`, {
        hint: 'Restore the file as it was and put the change into a new migration.',
      })
    }
  }
  const done = new Set(applied.map(({ name }) => name))
  return migrations.filter(({ name }) => !done.has(name))
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration) {
  try {
    await client.query('BEGIN')
    await client.query(sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('COMMIT')
  } catch (cause) {
    throw new AppError('CONFIG_INVALID', `Migration ${name} failed and changed nothing: ${reason(cause)}`, { cause })
  }
}

function withoutSecrets(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return 'DATABASE_URL'
  const { host, pathname } = new URL(databaseUrl)
  return host + pathname
}

/** Node reports a refused connection to a name with several addresses as an AggregateError with an empty message. */
function reason(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reason(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}
