import { pino } from 'pino'
import { createStore } from '../src/store/createStore.ts'
import { openDatabase } from '../src/store/openDatabase.ts'

// A process of its own, as a task process is: reads what a model found on all images, as an evaluation does.

export type ReadJob = { dataDir: string; model: string }
export type ReadResult = { detections: number; seconds: number }

async function readHistory({ dataDir, model: sha256 }: ReadJob): Promise<ReadResult> {
  const database = await openDatabase({ databaseUrl: undefined, dataDir, log: pino({ level: 'silent' }) })
  const store = createStore(database.url, { timeoutMs: 60_000 })
  try {
    const model = (await store.models.list()).find(each => each.sha256 === sha256)
    const [dataset] = (await store.datasets.list({ first: 1, after: null })).rows
    if (!model || !dataset) throw new Error('there is no history')
    const began = performance.now()
    const photos = (await store.groundTruths.read(dataset.id))!.photos.flatMap(photo => photo?.imageId ?? [])
    const runs = await store.storedDetections.newestRuns(photos, model.id)
    const { scores } = await store.storedDetections.read(runs.flatMap(run => run?.id ?? []))
    return { detections: scores.length, seconds: (performance.now() - began) / 1000 }
  } finally {
    await store.close()
    await database.close()
  }
}

process.once('message', (job: ReadJob) =>
  readHistory(job).then(result => {
    process.send?.(result)
    process.disconnect()
  }),
)
