import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { createClosers } from './createClosers.ts'
import { createDetector } from './detector/createDetector.ts'
import { installQueues } from './queue/installQueues.ts'
import { registerModels } from './runs/registerModels.ts'
import { createStore, type StoreOptions } from './store/createStore.ts'
import { openDatabase } from './store/openDatabase.ts'
import { createTasks } from './tasks/createTasks.ts'
import { startWorker } from './worker/startWorker.ts'

export type Parts = Awaited<ReturnType<typeof openParts>>

type Options = {
  config: Config
  log: Logger
  closers: ReturnType<typeof createClosers>
  /** where the one server of the data folder is going to be; undefined for a process that joins whatever runs there */
  address?: string
  storeOptions?: StoreOptions
}

/**
 * Opens what an API and a worker have in common: database and detector side by side, then task processes.
 * @throws AppError when something is missing or taken; what has been opened is among the closers then
 */
export async function openParts({ config, log, closers, address, storeOptions }: Options) {
  async function openStore() {
    const { databaseUrl, dataDir } = config
    const database = await openDatabase({ databaseUrl, dataDir, log, ...(address !== undefined && { address }) })
    closers.add('database', database.close)
    await installQueues(database.url)
    const onConnectionError = (error: Error) => log.warn({ err: error }, 'a database connection broke')
    const store = createStore(database.url, { ...storeOptions, onConnectionError })
    closers.add('store', store.close)
    return { database, store }
  }

  async function openDetector() {
    const { modelsDir, model, workers, threads, queueImages, queueBytes } = config
    const onLost = (how: string) => log.error({ how }, 'a detector process died and is replaced')
    const limits = { queueImages, queueBytes }
    const detector = await createDetector({ modelsDir, model, workers, threads, ...limits, checkAll: true, onLost })
    closers.add('detector', detector.close)
    return detector
  }

  const storing = openStore()
  const detecting = openDetector()
  await Promise.allSettled([storing, detecting]) // so that a failure of one finds the other opened, not opening
  const { store, database } = await storing
  const detector = await detecting
  const models = await registerModels(detector, store)
  const tasks = createTasks({
    databaseUrl: database.url,
    limits: { maxTextBytes: config.maxUploadBytes, maxImageBytes: config.maxImageBytes },
  })
  closers.add('tasks', tasks.close)
  return {
    database,
    store,
    detector,
    models,
    tasks,

    /** Begins to take jobs of evaluations. */
    async takeJobs(): Promise<void> {
      const { workers, deadlineMs } = config
      // Others may have all places: what nobody waits for at the other end of a line may take its time.
      const patienceMs = deadlineMs * 4
      const worker = await startWorker({
        databaseUrl: database.url,
        store,
        tasks,
        detector,
        workers,
        models,
        patienceMs,
        log,
      })
      closers.add('worker', worker.close)
    },
  }
}
