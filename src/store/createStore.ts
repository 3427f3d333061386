import { PrismaPg } from '@prisma/adapter-pg'
import { Pool } from 'pg'
import { createCategories } from './categories.ts'
import { createDatasets } from './datasets.ts'
import { createDetections } from './detections.ts'
import { createEvaluations } from './evaluations.ts'
import { createGroundTruths } from './groundTruths.ts'
import { guardRows, guardStorage } from './guardStorage.ts'
import { createImages } from './images.ts'
import { createModels } from './models.ts'
import { createPhotos } from './photos.ts'
import { PrismaClient } from './prisma/client.ts'
import { createRuns } from './runs.ts'
import { type NewRun, saveRuns } from './saveRuns.ts'
import { createSecrets } from './secrets.ts'
import { sessionOptions } from './sessionOptions.ts'
import { createShards } from './shards.ts'
import { createStoredDetections } from './storedDetections.ts'
import { createUnfinished } from './unfinished.ts'
import { createUploads } from './uploads.ts'

export type Store = ReturnType<typeof createStore>

export type StoreOptions = {
  /** connections at most */
  connections?: number
  /** milliseconds after which a query, or the wait for a connection, is given up */
  timeoutMs?: number
  /** called when an idle connection breaks; the pool replaces it by itself */
  onConnectionError?: (error: Error) => void
}

/** Opens the database; no connection is made before the first query. */
export function createStore(databaseUrl: string, options: StoreOptions = {}) {
  const { connections = 10, timeoutMs = 10_000, onConnectionError = () => undefined } = options
  const pool = new Pool({
    ...sessionOptions(databaseUrl),
    max: connections,
    connectionTimeoutMillis: timeoutMs / 2,
    // Postgres ends a query before the wait for it ends: none goes on that nobody waits for.
    statement_timeout: Math.ceil(timeoutMs * 0.9),
    query_timeout: timeoutMs,
    keepAlive: true,
  })
  let closing = false
  pool.on('error', error => {
    if (!closing) onConnectionError(error)
  })
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })

  const categories = createCategories(prisma)
  const uploads = createUploads(prisma, pool)

  return {
    categories: { ...guardStorage(categories.verbs), known: categories.known },
    datasets: guardStorage(createDatasets(pool, prisma), ['list', 'count', 'images', 'annotations']),
    detections: guardStorage(createDetections(prisma), ['ofRuns', 'list', 'count', 'countBy']),
    groundTruths: guardStorage(createGroundTruths(pool)),
    evaluations: guardStorage(createEvaluations(pool, prisma), ['list', 'count']),
    images: guardStorage(createImages(prisma), ['list', 'count']),
    models: guardStorage(createModels(prisma)),
    photos: guardStorage(createPhotos(pool)),
    runs: guardStorage(
      {
        ...createRuns(prisma),
        /** One transaction: all runs of a call, or none. */
        save: (runs: readonly NewRun[]) => saveRuns(pool, runs),
      },
      ['list', 'count', 'listByImage', 'countByImage'],
    ),
    secrets: guardStorage(createSecrets(prisma)),
    shards: guardStorage(createShards(pool)),
    unfinished: guardStorage(createUnfinished(pool)),
    storedDetections: guardStorage(createStoredDetections(pool)),
    uploads: { ...guardStorage(uploads.verbs), chunks: guardRows(uploads.chunks) },
    /** Milliseconds of one round trip. */
    ...guardStorage({
      async ping(): Promise<number> {
        const began = performance.now()
        await pool.query('SELECT 1')
        return performance.now() - began
      },
    }),
    async close(): Promise<void> {
      closing = true
      await prisma.$disconnect()
      await pool.end()
    },
  }
}
