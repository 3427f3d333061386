import type { Logger } from 'pino'
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
  /** Finishes the requests in work, then ends everything, Postgres included. */
  stop(): Promise<void>
}

type Options = {
  config: Config
  log: Logger
  /** Whether this is the one server of its data folder; a demo joins whatever runs there. */
  exclusive: boolean
  /** of the database's connections, where the defaults do not do */
  storeOptions?: StoreOptions
}

type Closer = [name: string, close: () => Promise<void>]

/**
 * Composes and starts the API: database and detector side by side, then the server.
 * @throws AppError when something is missing or taken; what had been started is stopped again
 */
export async function startFovea({ config, log, exclusive, storeOptions }: Options): Promise<Fovea> {
  const opened: Closer[] = []

  async function stop() {
    for (const [name, close] of opened.splice(0).reverse())
      await close().catch(error => log.error({ err: error }, `${name} did not close`))
  }

  const opening = <T extends object>(name: string, value: T, close: (value: T) => Promise<void>): T => {
    opened.push([name, () => close(value)])
    return value
  }

  async function openStore() {
    const { databaseUrl, dataDir } = config
    const address = exclusive ? { address: `http://${config.host}:${config.port}` } : {}
    const database = opening('database', await openDatabase({ databaseUrl, dataDir, log, ...address }), each =>
      each.close(),
    )
    const onConnectionError = (error: Error) => log.warn({ err: error }, 'a database connection broke')
    const store = opening('store', createStore(database.url, { ...storeOptions, onConnectionError }), each =>
      each.close(),
    )
    return { database, store }
  }

  async function openDetector() {
    const { modelsDir, model, workers, threads, queueImages, queueBytes } = config
    const onLost = (how: string) => log.error({ how }, 'a detector process died and is replaced')
    const options = { modelsDir, model, workers, threads, queueImages, queueBytes, onLost }
    return opening('detector', await createDetector(options), each => each.close())
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
    const server = opening('server', await createServer({ config, services, detector, log }), each => each.close())
    const url = await server.listen().catch(error => {
      throw error.code === 'EADDRINUSE'
        ? new AppError('ALREADY_RUNNING', `Port ${config.port} of ${config.host} is in use; set PORT to another one.`)
        : error
    })
    if (exclusive) await database.claim(url)
    return { url, database: database.description, detector, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
