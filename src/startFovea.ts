import type { Logger } from 'pino'
import { closeServer } from './closeServer.ts'
import type { Config } from './config.ts'
import { createClosers } from './createClosers.ts'
import type { Detector } from './detector/createDetector.ts'
import { AppError } from './errors.ts'
import { createComparisons } from './graphql/createComparisons.ts'
import { createProtocolEffects } from './graphql/createProtocolEffects.ts'
import { createLinks } from './graphql/links.ts'
import { openParts } from './openParts.ts'
import { createComplaints } from './queue/createComplaints.ts'
import { createDetectImages } from './runs/createDetectImages.ts'
import { createEvaluationFeed } from './runs/createEvaluationFeed.ts'
import { createServer } from './server/createServer.ts'
import type { StoreOptions } from './store/createStore.ts'
import { createInsights } from './tasks/createInsights.ts'

export type Fovea = {
  /** such as http://127.0.0.1:4000 */
  url: string
  /** where the data is, for people */
  database: string
  detector: Detector
  /** Finishes the requests in work, then ends everything, Postgres included; in at most 20 s. */
  stop(): Promise<void>
}

type Options = {
  config: Config
  log: Logger
  /** Whether this is the one server of its data folder; a demo joins whatever runs there. */
  exclusive: boolean
  /** of the database's connections, where the defaults do not do */
  storeOptions?: StoreOptions
  /** how long `stop` waits for requests in work, in milliseconds */
  patienceMs?: number
}

/** Leaves time to refuse what then still waits, and to stop Postgres, before serve gives up at 20 s. */
const defaultPatienceMs = 8000

/** @throws AppError CONFIG_INVALID, ALREADY_RUNNING: an address of `listen` that cannot be had */
function refuseAddress(error: NodeJS.ErrnoException, { host, port }: Config): never {
  const { code, syscall, message } = error
  if (syscall !== 'listen' && syscall !== 'getaddrinfo') throw error
  if (code === 'EADDRINUSE')
    throw new AppError('ALREADY_RUNNING', `Port ${port} of ${host} is in use; set PORT to another one.`)
  throw new AppError('CONFIG_INVALID', `Expected to listen on port ${port} of ${host} but cannot (${message}).`, {
    hint: 'Set PORT to a port from 1024 up and HOST to an address of this machine.',
  })
}

/**
 * Composes and starts the API: what it shares with workers, the server, then a worker unless it is to have none.
 * @throws AppError when something is missing or taken; what had been started is stopped again
 */
export async function startFovea(options: Options): Promise<Fovea> {
  const { config, log, exclusive, storeOptions = {}, patienceMs = defaultPatienceMs } = options
  const { host, port, apiKeySums } = config
  const closers = createClosers(log)
  const address = exclusive ? { address: `http://${host.includes(':') ? `[${host}]` : host}:${port}` } : {}
  try {
    const { database, store, detector, models, tasks, takeJobs } = await openParts({
      config,
      log,
      closers,
      storeOptions,
      ...address,
    })
    const links = createLinks({ secret: await store.secrets.findOrCreate('links'), signed: apiKeySums.length > 0 })
    const insights = createInsights({ databaseUrl: database.url })
    closers.add('insights', insights.close)
    const complain = createComplaints(log)
    const onTrouble = (error: unknown) => complain('evaluations that are followed cannot be read', error)
    const services = {
      store,
      models,
      links,
      tasks,
      insights,
      comparisons: createComparisons(tasks),
      findProtocolEffects: createProtocolEffects(tasks),
      detectImages: createDetectImages(detector, store, config.maxImageBytes),
      feed: createEvaluationFeed({ find: store.evaluations.findMany, onTrouble }),
    }
    const server = await createServer({ config, services, detector, log })
    const refuse = async () => {
      await Promise.all([detector.close(), tasks.close(), insights.close()])
    }
    closers.add('server', () => closeServer(server, refuse, patienceMs))
    const url = await server.listen().catch(error => refuseAddress(error, config))
    if (exclusive) await database.claim(url)
    if (config.worker) await takeJobs()
    return { url, database: database.description, detector, stop: closers.close }
  } catch (error) {
    await closers.close()
    throw error
  }
}
