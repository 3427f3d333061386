import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { AppError } from '../../errors.ts'
import { connectTo } from './connectTo.ts'
import { type Applied, type Migration, readApplied, readMigrations, unapplied } from './migrations.ts'
import { reasonOf, withoutSecrets } from './reasonOf.ts'
import { takeLock } from './takeLock.ts'

/** The advisory lock that Prisma's own engine takes: neither of the two migrates while the other does. */
const LOCK = 72_707_369

/** Milliseconds: another process may be at a migration of large tables. */
const longestWait = 600_000

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
  const client = await connectTo(databaseUrl, 'fovea migrate')
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

/** Since Postgres 15 only the owner of a database may make tables in its schema public. */
function refuseRights(cause: unknown, { user }: pg.Client, databaseUrl: string): never {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code !== '42501' && code !== '3F000') throw cause
  throw new AppError(
    'CONFIG_INVALID',
    `The role ${user} may not make tables in ${withoutSecrets(databaseUrl)}: ${reasonOf(cause)}`,
    { hint: `As the owner of the database: GRANT USAGE, CREATE ON SCHEMA public TO "${user}".`, cause },
  )
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
  return readApplied(client)
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
    throw new AppError('CONFIG_INVALID', `Migration ${name} failed and changed nothing: ${reasonOf(cause)}`, { cause })
  }
}
