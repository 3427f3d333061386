import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { AppError } from '../../errors.ts'
import type { Binaries } from './findBinaries.ts'
import type { Log } from './log.ts'
import type { Owner } from './owner.ts'
import { readPostmaster, removeStaleFile, servesFolder } from './postmasterFile.ts'
import { freePort, type Starting, startPostmaster } from './startPostmaster.ts'

/** Held shared by every process that uses the folder's Postgres, and exclusively by the one that stops it. */
export const IN_USE = 6_683_101

/** A connection that holds IN_USE, to the Postgres with this pid and port. */
export type Session = { client: pg.Client; pid: number; port: number; started: boolean }

type Join = {
  directory: string
  binaries: Binaries
  owner: Owner
  logFile: string
  log: Log
  /** the port for a Postgres that has to be started; undefined: any */
  port?: number
  /** Aborted: give up, unless a Postgres is on its way up, which somebody then has to stop. */
  signal?: AbortSignal
}

/** How long Postgres may keep silent; while it says that it is starting or stopping there is no limit. */
const PATIENCE_MS = 60_000
/** How long a Postgres may refuse connections where the platform does not tell whose process it is. */
const UNKNOWN_MS = 5_000

/** Ends of a start that another try may mend: a race for the folder or for the port, or children of a dead Postgres. */
const passing = /lock file .* already exists|pre-existing shared memory block|could not create any TCP\/IP sockets/

/**
 * Connects to the Postgres that serves `directory`, one that runs (left by a killed process, or used by another) or,
 * when none does, one that it starts. Throws CONFIG_INVALID when the password does not fit and STORAGE_UNAVAILABLE
 * with Postgres' own words when it does not start.
 */
export async function joinPostmaster(options: Join): Promise<Session> {
  const { directory, log } = options
  const patience = createPatience(options)
  const unknownSince = new Map<number, number>()
  let starting: Starting | undefined
  let started = false
  while (!options.signal?.aborted || starting?.running()) {
    const found = readPostmaster(directory)
    const ours = found && servesFolder(found.pid, directory)
    if (found && ours === 'unknown' && !unknownSince.has(found.pid)) unknownSince.set(found.pid, Date.now())
    if (found?.port && ours && (found.ready || ours === 'unknown')) {
      const answer = await connect(directory, found.port)
      if (answer instanceof pg.Client) return { client: answer, pid: found.pid, port: found.port, started }
      if (answer.code === '28P01' && ours === true) throw wrongPassword(directory)
      if (answer.code === '57P03' || answer.code === '57P01') patience.renew()
    }
    const waited = Date.now() - (unknownSince.get(found?.pid ?? 0) ?? Date.now())
    if (found && (ours === false || waited > UNKNOWN_MS)) {
      log.warn(`postmaster.pid names process ${found.pid}, which is not the Postgres of ${directory}: removed it`)
      removeStaleFile(directory, found.pid)
    } else if (!found && !starting?.running()) {
      if (starting) await patience.complain(starting.complaints())
      starting = startPostmaster({ ...options, ...options.binaries, port: options.port ?? (await freePort()) })
      started = true
    }
    patience.check()
    await sleep(5)
  }
  throw new AppError('STORAGE_UNAVAILABLE', 'Gave up waiting for Postgres: fovea is stopping')
}

function createPatience({ directory, logFile, log }: Join) {
  const began = Date.now()
  let end = began + PATIENCE_MS
  let told = false
  let complaint = ''
  let pause = 10
  let silences = 0
  const noStart = (why: string) =>
    new AppError('STORAGE_UNAVAILABLE', `Expected Postgres to start in ${directory}: ${why}`, {
      hint: `Its log is ${logFile}.`,
    })
  return {
    renew() {
      end = Date.now() + PATIENCE_MS
    },
    /** Takes what a Postgres said that ended at once; throws unless another try, a little later, may do better. */
    async complain(text: string) {
      complaint = text
      if (text === '' && ++silences > 5) throw noStart('it ended again and again without a word; is the disk full?')
      if (text !== '' && !passing.test(text)) throw noStart(text)
      pause = Math.min(pause * 2, 1_000)
      await sleep(pause)
    },
    check() {
      if (!told && Date.now() > began + 3_000) {
        told = true
        log.info(`Waiting for Postgres in ${directory}; after a crash it first replays what was written`)
      }
      if (Date.now() > end) throw noStart(complaint || `it did not answer for ${PATIENCE_MS / 1000} s`)
    },
  }
}

function wrongPassword(directory: string): AppError {
  return new AppError('CONFIG_INVALID', `Postgres refuses the password in ${join(directory, 'password')}`, {
    hint: 'Restore that file, or end the Postgres that serves the folder.',
  })
}

/** A connection that holds IN_USE, or the error of one that failed. Waits while another process stops Postgres. */
async function connect(directory: string, port: number): Promise<pg.Client | { code: unknown }> {
  const client = new pg.Client({
    connectionString: databaseUrl(directory, port),
    connectionTimeoutMillis: 5_000,
    application_name: `fovea ${process.pid}`,
  })
  client.on('error', () => {}) // the event 'end' follows
  try {
    await client.connect()
    await client.query('SELECT pg_advisory_lock_shared($1)', [IN_USE])
    return client
  } catch (error) {
    await client.end().catch(() => {})
    return { code: error instanceof Error && 'code' in error ? error.code : undefined }
  }
}

/** For the user and the database postgres; it says `sslmode` so that PGSSLMODE, meant for others, does not apply. */
export function databaseUrl(directory: string, port: number): string {
  const password = readFileSync(join(directory, 'password'), 'utf8').trim()
  return `postgresql://postgres:${password}@127.0.0.1:${port}/postgres?sslmode=disable`
}
