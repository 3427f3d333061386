import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { claimFolder } from './claimFolder.ts'
import { findBinaries } from './findBinaries.ts'
import { initCluster } from './initCluster.ts'
import { databaseUrl, joinPostmaster } from './joinPostmaster.ts'
import { leavePostmaster } from './leavePostmaster.ts'
import type { Log } from './log.ts'
import { placeData } from './placeData.ts'

export type Postgres = {
  /** for user and database postgres; stays as it is when Postgres is started again */
  url: string
  /** the data folder of Postgres */
  directory: string
  logFile: string
  /** `directory` is not below the folder that was asked for: Postgres' user cannot get there */
  relocated: boolean
  /** this call started it; false: it ran already */
  started: boolean
  /**
   * Makes this process the one server of the folder until it ends. `address` is shown to the next who tries; call it
   * again when it becomes known. Throws ALREADY_RUNNING with the holder's pid and address.
   */
  claimServer(address: string): Promise<void>
  /** Leaves; the last one out stops Postgres. Takes at most 10 s. */
  stop(): Promise<void>
}

type Options = {
  /** root's alternative when Postgres' user cannot reach the data folder or node_modules */
  shared?: string
}

const LONGEST_PAUSE_MS = 10_000

/**
 * Opens the embedded Postgres of the data folder `dataDir`: makes it when there is none, joins it when it runs, starts
 * it otherwise, and starts it again, on the same port, whenever it dies before `stop`. Any number of processes may
 * have it open. A process killed with -9 leaves it running for the next.
 *
 * Throws CONFIG_INVALID or STORAGE_UNAVAILABLE with what is wrong and what to do.
 */
export async function openPostgres(
  dataDir: string,
  log: Log,
  { shared = '/var/lib/fovea' }: Options = {},
): Promise<Postgres> {
  const place = placeData(dataDir, shared)
  const binaries = findBinaries(place, shared)
  const directory = join(place.folder, 'postgres')
  const logFile = join(place.folder, 'postgres.log')
  await initCluster(directory, binaries, place.owner)

  const leaving = new AbortController()
  const options = { directory, binaries, owner: place.owner, logFile, log, signal: leaving.signal }
  let session = await joinPostmaster(options)
  const { port, started } = session
  const deaths: number[] = []
  let rejoining = Promise.resolve()
  let stopped: Promise<void> | undefined
  let address: string | undefined

  function watch() {
    session.client.once('end', () => {
      if (!leaving.signal.aborted) rejoining = rejoin()
    })
  }

  async function rejoin() {
    const now = Date.now()
    deaths.push(now)
    while (now - deaths[0]! > 60_000) deaths.shift()
    log.error(`Lost Postgres in ${directory} (see ${logFile}); starting it again`)
    for (let pause = 25 * 2 ** deaths.length; ; pause *= 2) {
      try {
        await sleep(Math.min(pause, LONGEST_PAUSE_MS), undefined, { signal: leaving.signal })
        session = await joinPostmaster({ ...options, port })
        break
      } catch (error) {
        if (leaving.signal.aborted) return
        log.error(messageOf(error))
      }
    }
    watch()
    if (session.port === port) log.info(`Postgres in ${directory} answers again`)
    else log.error(`Postgres in ${directory} now listens on port ${session.port}: start this process again`)
    if (address !== undefined) await claimFolder(session.client, dataDir, address).catch(e => log.error(messageOf(e)))
  }

  watch()
  return {
    url: databaseUrl(directory, port),
    directory,
    logFile,
    relocated: place.relocated,
    started,
    async claimServer(claimed) {
      await claimFolder(session.client, dataDir, claimed)
      address = claimed
    },
    stop() {
      leaving.abort()
      stopped ??= rejoining.then(() => leavePostmaster(session, directory, log))
      return stopped
    },
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
