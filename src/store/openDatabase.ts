import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Logger } from 'pino'
import { AppError } from '../errors.ts'
import { isStorageFailure } from './guardStorage.ts'
import { migrate } from './postgres/migrate.ts'
import { openPostgres } from './postgres/openPostgres.ts'
import { requireMigrated } from './postgres/requireMigrated.ts'

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
  /** It is to be there, with the tables of this program: nothing is made or changed. */
  isReader?: boolean
}

function withoutPassword(url: string): string {
  const { username, host, pathname } = new URL(url)
  return `${username && `${username}@`}${host}${pathname}`
}

/** @throws AppError STORAGE_UNAVAILABLE, CONFIG_INVALID */
async function applyMigrations(url: string, description: string, isReader: boolean): Promise<string[]> {
  try {
    if (!isReader) return await migrate(url, migrations)
    await requireMigrated(url, migrations, description)
    return []
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
async function openRemote(url: string, { isReader = false }: Options): Promise<Database> {
  const description = withoutPassword(url)
  const applied = await applyMigrations(url, description, isReader)
  return { url, description, applied, claim: async () => undefined, close: async () => undefined }
}

/** @throws AppError CONFIG_INVALID for a folder that has no database; what cannot be looked into, Postgres tells of */
function requireFolder(dataDir: string): void {
  const cluster = join(dataDir, 'postgres')
  if (existsSync(join(dataDir, 'postgres.json')) || (existsSync(cluster) && !isEmpty(cluster))) return
  throw new AppError('CONFIG_INVALID', `There is no database in ${dataDir}.`, {
    hint: 'Set DATABASE_URL or FOVEA_DATA to the one that is meant.',
  })
}

function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0
  } catch {
    return false
  }
}

async function openEmbedded({ dataDir, log, address, isReader = false }: Options): Promise<Database> {
  if (isReader) requireFolder(dataDir)
  const postgres = await openPostgres(dataDir, log)
  const { url, directory, relocated, claimServer, stop } = postgres
  try {
    if (address !== undefined) await claimServer(address)
    const why = relocated ? ` (its user cannot reach ${dataDir})` : ''
    const description = `embedded Postgres in ${relocated ? directory : dataDir}${why}`
    return {
      url,
      description,
      applied: await applyMigrations(url, description, isReader),
      claim: claimServer,
      close: stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/**
 * The database of `databaseUrl`, or the embedded Postgres of `dataDir`, started when it does not run; tables up to date. To a reader
 * it is to be both already.
 * @throws AppError STORAGE_UNAVAILABLE, ALREADY_RUNNING, CONFIG_INVALID
 */
export const openDatabase = (options: Options): Promise<Database> =>
  options.databaseUrl === undefined ? openEmbedded(options) : openRemote(options.databaseUrl, options)
