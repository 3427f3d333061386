import type { Logger } from 'pino'
import { closeServer } from './closeServer.ts'
import type { Config } from './config.ts'
import { createDetector, type Detector } from './detector/createDetector.ts'
import { AppError } from './errors.ts'
import { createLinks } from './graphql/links.ts'
import { createDetectImages } from './runs/createDetectImages.ts'
import { registerModels } from './runs/registerModels.ts'
import { createServer } from './server/createServer.ts'
import { createStore, type StoreOptions } from './store/createStore.ts'
import { openDatabase } from './store/openDatabase.ts'

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
 * Composes and starts the API: database and detector side by side, then the server.
 * @throws AppError when something is missing or taken; what had been started is stopped again
 */
export async function startFovea(options: Options): Promise<Fovea> {
  const { config, log, exclusive, storeOptions, patienceMs = defaultPatienceMs } = options
  const closers: { name: string; close: () => Promise<void> }[] = []
  let stopping: Promise<void> | undefined

  async function closeAll() {
    for (const { name, close } of closers.reverse())
      await close().catch(error => log.error({ err: error }, `${name} did not close`))
  }

  function stop() {
    stopping ??= closeAll()
    return stopping
  }

  async function openStore() {
    const { databaseUrl, dataDir, host, port } = config
    const address = exclusive ? { address: `http://${host.includes(':') ? `[${host}]` : host}:${port}` } : {}
    const database = await openDatabase({ databaseUrl, dataDir, log, ...address })
    closers.push({ name: 'database', close: database.close })
    const onConnectionError = (error: Error) => log.warn({ err: error }, 'a database connection broke')
    const store = createStore(database.url, { ...storeOptions, onConnectionError })
    closers.push({ name: 'store', close: store.close })
    return { database, store }
  }

  async function openDetector() {
    const { modelsDir, model, workers, threads, queueImages, queueBytes } = config
    const onLost = (how: string) => log.error({ how }, 'a detector process died and is replaced')
    const limits = { queueImages, queueBytes }
    const detector = await createDetector({ modelsDir, model, workers, threads, ...limits, checkAll: true, onLost })
    closers.push({ name: 'detector', close: detector.close })
    return detector
  }

  try {
    const storing = openStore()
    const detecting = openDetector()
    await Promise.allSettled([storing, detecting]) // so that a failure of one finds the other opened, not opening
    const { store, database } = await storing
    const detector = await detecting
    const models = await registerModels(detector, store)
    const links = createLinks({
      secret: await store.secrets.findOrCreate('links'),
      signed: config.apiKeySums.length > 0,
    })
    const services = { store, models, links, detectImages: createDetectImages(detector, store) }
    const server = await createServer({ config, services, detector, log })
    closers.push({ name: 'server', close: () => closeServer(server, detector, patienceMs) })
    const url = await server.listen().catch(error => refuseAddress(error, config))
    if (exclusive) await database.claim(url)
    return { url, database: database.description, detector, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
