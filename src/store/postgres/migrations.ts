import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { AppError } from '../../errors.ts'
import { reasonOf } from './reasonOf.ts'

export type Migration = { name: string; sql: string; checksum: string }
export type Applied = { name: string; checksum: string; finished: boolean }

/** @throws AppError CONFIG_INVALID */
export function readMigrations(directory: string): Migration[] {
  let names: string[]
  try {
    const entries = readdirSync(directory, { withFileTypes: true })
    names = entries.filter(entry => entry.isDirectory()).map(entry => entry.name)
  } catch (cause) {
    throw new AppError('CONFIG_INVALID', `Expected the folder of migrations ${directory}: ${reasonOf(cause)}`, {
      cause,
    })
  }
  return names.sort().map(name => {
    // A checkout with Windows line endings holds the same migration.
    const sql = readFileSync(join(directory, name, 'migration.sql'), 'utf8').replaceAll('\r\n', '\n')
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}

/** The history of a database that has one, by name. */
export async function readApplied(client: pg.Client): Promise<Applied[]> {
  const { rows } = await client.query<Applied>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  )
  return rows
}

/**
 * The migrations still to be applied.
 * @throws AppError CONFIG_INVALID for a history that does not agree with this program's
 */
export function unapplied(migrations: readonly Migration[], applied: readonly Applied[]): Migration[] {
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
