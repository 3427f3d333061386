import { resolve } from 'node:path'
import type { Logger } from 'pino'
import { AppError } from '../errors.ts'
import { isStorageFailure } from './guardStorage.ts'
import { migrate } from './postgres/migrate.ts'
import { openPostgres } from './postgres/openPostgres.ts'

const migrations = resolve(import.meta.dirname, '../../prisma/migrations')

export type Database = {
  /** postgres://… with its password */
  url: string
  /** for people: where the data is, without a password */
  description: string
  /** names of the migrations that this opening applied */
  applied: string[]
  /** Says that this process is the one server of its data folder, at this address. @throws AppError ALREADY_RUNNING */
  claim(address: string): Promise<void>
  close(): Promise<void>
}

type Options = {
  /** undefined: the embedded Postgres in `dataDir` */
  databaseUrl: string | undefined
  dataDir: string
  log: Logger
  /** where the one server of this data folder is going to be; undefined for a process that joins whatever runs there */
  address?: string
}

function withoutPassword(url: string): string {
  const { username, host, pathname } = new URL(url)
  return `${username && `${username}@`}${host}${pathname}`
}

/** @throws AppError STORAGE_UNAVAILABLE */
async function applyMigrations(url: string, description: string): Promise<string[]> {
  try {
    return await migrate(url, migrations)
  } catch (error) {
    if (!isStorageFailure(error)) throw error
    throw new AppError(
      'STORAGE_UNAVAILABLE',
      `The database ${description} does not answer (${(error as Error).message}).`,
      {
        hint: 'Check DATABASE_URL, or unset it to use the embedded Postgres.',
        cause: error,
      },
    )
  }
}

/** Any number of servers may share a database that is not embedded. */
async function openRemote(url: string): Promise<Database> {
  const description = withoutPassword(url)
  const applied = await applyMigrations(url, description)
  return { url, description, applied, claim: async () => undefined, close: async () => undefined }
}

async function openEmbedded({ dataDir, log, address }: Options): Promise<Database> {
  const postgres = await openPostgres(dataDir, log)
  const { url, directory, relocated, claimServer, stop } = postgres
  try {
    if (address !== undefined) await claimServer(address)
    const why = relocated ? ` (its user cannot reach ${dataDir})` : ''
    const description = `embedded Postgres in ${relocated ? directory : dataDir}${why}`
    return { url, description, applied: await applyMigrations(url, description), claim: claimServer, close: stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/**
 * The database of `databaseUrl`, or the embedded Postgres of `dataDir`, started when it does not run; tables up to date.
 * @throws AppError STORAGE_UNAVAILABLE, ALREADY_RUNNING, CONFIG_INVALID
 */
export const openDatabase = (options: Options): Promise<Database> =>
  options.databaseUrl === undefined ? openEmbedded(options) : openRemote(options.databaseUrl)
