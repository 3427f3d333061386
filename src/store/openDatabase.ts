import { resolve } from 'node:path'
import type { Logger } from 'pino'
import { AppError } from '../errors.ts'
import { isStorageFailure } from './guardStorage.ts'
import { migrate } from './postgres/migrate.ts'

const migrations = resolve(import.meta.dirname, '../../prisma/migrations')

export type Database = {
  /** postgres://… with its password */
  url: string
  /** for people: where the data is, without a password */
  description: string
  /** names of the migrations that this opening applied */
  applied: string[]
  close(): Promise<void>
}

type Options = {
  /** undefined: the embedded Postgres in `dataDir` */
  databaseUrl: string | undefined
  dataDir: string
  log: Logger
  /** address of the one server of this data folder; undefined for a process that joins whatever runs there */
  claim: string | undefined
}

const withoutPassword = (url: string) => {
  const { username, host, pathname } = new URL(url)
  return `${username && `${username}@`}${host}${pathname}`
}

/** @throws AppError STORAGE_UNAVAILABLE */
async function applyMigrations(url: string, description: string): Promise<string[]> {
  try {
    return await migrate(url, migrations)
  } catch (error) {
    if (!isStorageFailure(error)) throw error
    throw new AppError('STORAGE_UNAVAILABLE', `The database ${description} does not answer (${(error as Error).message}).`, {
      hint: 'Check DATABASE_URL, or unset it to use the embedded Postgres.',
      cause: error,
    })
  }
}

/**
 * The database of `databaseUrl`, or the embedded Postgres of `dataDir`, started when it does not run; tables up to date.
 * @throws AppError STORAGE_UNAVAILABLE, ALREADY_RUNNING, CONFIG_INVALID
 */
export async function openDatabase({ databaseUrl }: Options): Promise<Database> {
  if (databaseUrl !== undefined) {
    const description = withoutPassword(databaseUrl)
    const applied = await applyMigrations(databaseUrl, description)
    return { url: databaseUrl, description, applied, close: async () => undefined }
  }
  throw new Error('not yet')
}
