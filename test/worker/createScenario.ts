import { createHash } from 'node:crypto'
import pg from 'pg'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import type { GroundTruth } from '../../eval/groundTruth.ts'
import { settingsOf } from '../../eval/settings.ts'
import type { DetectedImage } from '../../src/detector/detectedImage.ts'
import { enqueueAccumulation, enqueueShards } from '../../src/queue/enqueue.ts'
import type { ServedModel } from '../../src/runs/registerModels.ts'
import { createStore } from '../../src/store/createStore.ts'
import type { TaskRunner } from '../../src/tasks/createTasks.ts'
import { startWorker } from '../../src/worker/startWorker.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'
import { newDataset } from '../store/newDataset.ts'

type Detect = (text: string) => Promise<void>
type Matching = (args: { evaluationId: string; shard: number; attempt: number }) => Promise<void>

const timings = { queue: 0, decode: 0, preprocess: 0, inference: 0, postprocess: 0 }

/** What a detector finds in an image that is no picture but a word. */
const detected: DetectedImage = {
  header: { format: 'PNG', width: 30, height: 20, orientation: 1 },
  detections: { label: [0], score: [0.9], x: [1], y: [2], width: [3], height: [4] },
  timings,
}

const images = (count: number): GroundTruth => ({
  categories: [{ id: 1, name: 'cat' }],
  images: {
    ids: Float64Array.from({ length: count }, (_, index) => index + 1),
    fileNames: Array.from({ length: count }, (_, index) => `${index}.png`),
    widths: new Float64Array(count).fill(30),
    heights: new Float64Array(count).fill(20),
  },
  annotations: {
    ids: new Float64Array(),
    imageIds: new Float64Array(),
    categoryIds: new Float64Array(),
    boxes: new Float64Array(),
    areas: new Float64Array(),
    crowds: new Uint8Array(),
  },
  defaulted: { area: 0, iscrowd: 0 },
})

/** A database with photos that are words, and workers on it whose detector and tasks are stand-ins. */
export async function createScenario(words: readonly string[]) {
  const databaseUrl = await freshDatabase()
  const store = createStore(databaseUrl, { timeoutMs: 5000 })
  onTestFinished(store.close)
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 })
  onTestFinished(() => pool.end())
  const sql = async (text: string, values: unknown[] = []) => (await pool.query(text, values)).rows

  const manifest = { name: 'm', scoreFloor: 0.01, maxDetections: 100 }
  const { id: modelId } = await store.models.register({ name: 'm', sha256: 'a', preprocessing: 'b', manifest })
  const [category] = await store.categories.register(['cat'])
  const model = { id: modelId, manifest, categoryIds: [category!.id] } as unknown as ServedModel
  const { id: datasetId } = await store.datasets.insert(newDataset(images(words.length)))
  const imageIds: string[] = []
  for (const word of words) {
    const sha256 = createHash('sha256').update(word).digest()
    const [row] = await sql(
      `INSERT INTO image (id, sha256, format, width, height, orientation, byte_size)
       VALUES (gen_random_uuid(), $1, 'PNG', 30, 20, 1, $2) RETURNING id`,
      [sha256, word.length],
    )
    await sql('INSERT INTO image_bytes (image_id, bytes) VALUES ($1, $2)', [row.id, Buffer.from(word)])
    imageIds.push(row.id)
  }

  /** An evaluation of the model on all photos, so many a shard. */
  async function evaluate({
    shardSize = words.length,
    enqueue = true,
    limits = { scoreFloor: 0.01, maxDetections: 100 },
  } = {}): Promise<string> {
    const firsts = words.flatMap((_, index) => (index % shardSize === 0 ? index : []))
    const inserted = await store.evaluations.insert(
      {
        name: null,
        tags: [],
        datasetId,
        source: 'MODEL',
        modelId,
        limits,
        settings: settingsOf(),
        identity: Buffer.from('identity'),
        detectionsHash: null,
        idempotency: null,
        warnings: [],
        imageCount: words.length,
        detectCount: words.length,
      },
      {
        shardCount: firsts.length,
        shards: firsts.map(firstImage => {
          const ids = imageIds.slice(firstImage, firstImage + shardSize)
          return {
            firstImage,
            imageCount: ids.length,
            imageIds: ids,
            runIds: ids.map(() => null),
            detections: null,
          }
        }),
        photos: null,
        enqueue: (client, id, count) =>
          enqueue ? enqueueShards(client, id, count, { modelId, ...limits }) : Promise.resolve(),
      },
    )
    if (typeof inserted === 'string') throw new Error(inserted)
    await sql('UPDATE jobs.job SET retry_delay = 0') // a second each time, which no test is about
    return inserted.id
  }

  /** Stand-ins for tasks: a shard is matched by a word, and the result is a word. */
  function createTasks(matching: Matching): Pick<TaskRunner, 'run'> {
    const tasks = {
      async matchShard({ evaluationId, shard, attempt }: Parameters<Matching>[0]) {
        await matching({ evaluationId, shard, attempt })
        const packed = { detections: null, matches: Buffer.from('m'), overlaps: Buffer.from('o') }
        const saved = await store.shards.finish({ evaluationId, ordinal: shard, attempt }, packed, enqueueAccumulation)
        return saved === 'SAVED' ? 'DONE' : 'LOST'
      },
      async accumulate(fence: { evaluationId: string; attempt: number }) {
        const result = { twelve: 12 } as never
        const stored = await store.evaluations.complete(fence, {
          result,
          warnings: [],
          detectionsHash: Buffer.from(''),
        })
        return stored ? 'DONE' : 'LOST'
      },
    }
    const run = (name: keyof typeof tasks, args: never) => tasks[name](args)
    return { run: run as unknown as TaskRunner['run'] }
  }

  /** A worker, with all that it logs. */
  async function work({
    detect = async () => undefined,
    matching = async () => undefined,
    scoreFloor = manifest.scoreFloor,
  }: {
    detect?: Detect
    matching?: Matching
    /** of the model in this worker's folder */
    scoreFloor?: number
  } = {}) {
    const lines: Record<string, unknown>[] = []
    const worker = await startWorker({
      databaseUrl,
      store,
      tasks: createTasks(matching),
      detector: {
        async detect(bytes) {
          await detect(Buffer.from(bytes).toString())
          return detected
        },
      },
      workers: 1,
      models: [{ ...model, manifest: { ...model.manifest, scoreFloor } }],
      patienceMs: 1000,
      pauseMs: 50,
      log: pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) }),
    })
    onTestFinished(worker.close)
    return { ...worker, lines }
  }

  return {
    databaseUrl,
    store,
    sql,
    evaluate,
    work,
    /** the evaluation as it is stored */
    read: async (id: string) => (await store.evaluations.findMany([id]))[0]!,
  }
}
