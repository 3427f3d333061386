import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { createClosers } from './createClosers.ts'
import type { Detector } from './detector/createDetector.ts'
import { openParts } from './openParts.ts'

export type FoveaWorker = {
  /** where the data is, for people */
  database: string
  detector: Detector
  /** Gives back the jobs in work, then ends everything, Postgres too where nobody else uses it. */
  stop(): Promise<void>
}

/**
 * Composes and starts a worker without a server, on the database that servers and other workers share.
 * @throws AppError when something is missing; what had been started is stopped again
 */
export async function startFoveaWorker({ config, log }: { config: Config; log: Logger }): Promise<FoveaWorker> {
  const closers = createClosers(log)
  try {
    const { database, detector, takeJobs } = await openParts({ config, log, closers })
    await takeJobs()
    return { database: database.description, detector, stop: closers.close }
  } catch (error) {
    await closers.close()
    throw error
  }
}
