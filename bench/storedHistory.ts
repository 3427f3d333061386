import { createHash } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { readCocoResults } from '../src/formats/readCocoResults.ts'
import { readGroundTruth } from '../src/formats/readGroundTruth.ts'
import { createStore } from '../src/store/createStore.ts'
import { openDatabase } from '../src/store/openDatabase.ts'
import type { NewRun } from '../src/store/saveRuns.ts'

// A process of its own: makes a history of detections, as months of `detect` would, out of a results file.

export type HistoryJob = { dataDir: string; groundTruth: string; detections: string }
/** `model`: SHA-256 of the model whose history it is */
export type HistoryResult = { model: string; runs: number }

const root = join(import.meta.dirname, '..')
const runsATransaction = 64
const timings = { queue: 0, decode: 0, preprocess: 0, inference: 0, postprocess: 0 }

async function makeHistory({ dataDir, groundTruth, detections }: HistoryJob): Promise<HistoryResult> {
  const { groundTruth: truth } = await readGroundTruth(groundTruth)
  const found = await readCocoResults(createReadStream(detections))
  const log = pino({ level: 'silent' })
  const database = await openDatabase({ databaseUrl: undefined, dataDir, log })
  const store = createStore(database.url, { timeoutMs: 60_000 })
  try {
    const manifest = JSON.parse(readFileSync(join(root, 'test/fixtures/models/deimv2-femto.json'), 'utf8'))
    const name = `history of ${found.scores.length}`
    const sha256 = createHash('sha256').update(name).digest('hex')
    const model = await store.models.register({ name, sha256, preprocessing: sha256, manifest })
    const idOf = new Map((await store.categories.list()).map(({ id, cocoId }) => [cocoId, id]))
    const positions = new Map(Array.from(truth.images.ids, (id, position) => [id, position]))
    const rows: number[][] = Array.from(truth.images.ids, () => [])
    for (const [row, id] of found.imageIds.entries()) rows[positions.get(id)!]!.push(row)

    const runs = rows.map((own, position): NewRun => {
      const ordered = own.toSorted((a, b) => found.scores[b]! - found.scores[a]!)
      const column = (offset: number) => ordered.map(row => found.boxes[4 * row + offset]!)
      const bytes = Buffer.from(truth.images.fileNames[position]!)
      const [width, height] = [truth.images.widths[position]!, truth.images.heights[position]!]
      return {
        sha256: createHash('sha256').update(bytes).digest(),
        bytes,
        header: { format: 'JPEG', width, height, orientation: 1 },
        fileName: truth.images.fileNames[position]!,
        modelId: model.id,
        scoreFloor: 0,
        maxDetections: 1000,
        timings,
        detections: {
          label: ordered.map((_, index) => index),
          score: ordered.map(row => found.scores[row]!),
          x: column(0),
          y: column(1),
          width: column(2),
          height: column(3),
        },
        categoryIds: ordered.map(row => idOf.get(found.categoryIds[row]!)!),
      }
    })
    for (let first = 0; first < runs.length; first += runsATransaction)
      await store.runs.save(runs.slice(first, first + runsATransaction))
    return { model: sha256, runs: runs.length }
  } finally {
    await store.close()
    await database.close()
  }
}

process.once('message', (job: HistoryJob) =>
  makeHistory(job).then(result => {
    process.send?.(result)
    process.disconnect()
  }),
)
