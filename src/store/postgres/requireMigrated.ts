import { AppError } from '../../errors.ts'
import { connectTo } from './connectTo.ts'
import { readApplied, readMigrations, unapplied } from './migrations.ts'

/**
 * For who only reads: that a database has the tables of this program. Nothing is changed.
 * @param directory as `migrate` has it
 * @param description of the database, for people
 * @throws AppError CONFIG_INVALID for other tables, what connectTo throws
 */
export async function requireMigrated(databaseUrl: string, directory: string, description: string): Promise<void> {
  const migrations = readMigrations(directory)
  const client = await connectTo(databaseUrl, 'fovea')
  try {
    const { rows } = await client.query<{ isThere: boolean }>(
      `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS "isThere"`,
    )
    if (!rows[0]!.isThere)
      throw new AppError('CONFIG_INVALID', `The database ${description} has no tables of fovea.`, {
        hint: 'Set DATABASE_URL or FOVEA_DATA to the one that is meant.',
      })
    const missing = unapplied(migrations, await readApplied(client))
    if (missing.length > 0)
      throw new AppError(
        'CONFIG_INVALID',
        `The tables of the database ${description} are older than this program: ${missing.map(({ name }) => name).join(', ')} is yet to be applied.`,
        { hint: 'Run `fovea migrate`.' },
      )
  } finally {
    await client.end()
  }
}
