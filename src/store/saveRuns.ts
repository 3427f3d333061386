import type { Pool, PoolClient } from 'pg'
import { v7 as uuidv7 } from 'uuid'
import type { DetectionColumns, Timings } from '../detector/detectedImage.ts'
import { inTransaction } from './inTransaction.ts'
import type { Detection, DetectionRun } from './prisma/client.ts'
import { type NewImage, storeImages } from './storeImages.ts'

export type NewRun = NewImage & {
  modelId: string
  scoreFloor: number
  maxDetections: number
  timings: Timings
  /** `label` is a position in `categoryIds` */
  detections: DetectionColumns
  /** ids of the model's labels, in their order */
  categoryIds: readonly number[]
}

export type SavedRun = DetectionRun & { detections: Detection[] }

const insertRows = `
  WITH run AS (
    INSERT INTO detection_run (id, image_id, model_id, score_floor, max_detections, detection_count,
      queue_ms, decode_ms, preprocess_ms, inference_ms, postprocess_ms)
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::float8[], $5::int2[], $6::int2[],
      $7::float8[], $8::float8[], $9::float8[], $10::float8[], $11::float8[]) RETURNING id, created_at
  ), boxes AS (
    INSERT INTO detection (run_id, ordinal, category_id, model_id, created_at, score, x, y, width, height)
    SELECT ($1::uuid[])[d.run], d.ordinal, d.category, ($3::uuid[])[d.run], now(), d.score, d.x, d.y, d.width, d.height
    FROM unnest($12::int2[], $13::int2[], $14::int2[], $15::float8[], $16::float8[], $17::float8[], $18::float8[],
      $19::float8[]) AS d(run, ordinal, category, score, x, y, width, height)
  ) SELECT created_at AS "createdAt" FROM run LIMIT 1`

const findRun = 'SELECT FROM detection_run WHERE id = $1'

/** Numbers as the text of a Postgres array; the driver would quote and escape each, at ten times the cost. */
const arrayOf = (numbers: (number | undefined)[]) => `{${numbers.join(',')}}`

/** The `$12` to `$19` of `insertRows`: the detections of all runs as columns, `run` counted from 1. */
function detectionColumns(runs: readonly NewRun[]) {
  const all = runs.map(({ detections }) => detections)
  const columns = [
    all.flatMap(({ score }, run) => score.map(() => run + 1)),
    all.flatMap(({ score }) => score.map((_, ordinal) => ordinal)),
    runs.flatMap(({ detections, categoryIds }) => detections.label.map(label => categoryIds[label])),
    all.flatMap(({ score }) => score),
    all.flatMap(({ x }) => x),
    all.flatMap(({ y }) => y),
    all.flatMap(({ width }) => width),
    all.flatMap(({ height }) => height),
  ]
  return columns.map(arrayOf)
}

function savedRun(run: NewRun, id: string, imageId: string, createdAt: Date): SavedRun {
  const { modelId, scoreFloor, maxDetections, timings, detections: found, categoryIds } = run
  const { label, score, x, y, width, height } = found
  const detections = score.map((value, ordinal) => ({
    runId: id,
    ordinal,
    categoryId: categoryIds[label[ordinal]!]!,
    modelId,
    createdAt,
    score: value,
    x: x[ordinal]!,
    y: y[ordinal]!,
    width: width[ordinal]!,
    height: height[ordinal]!,
  }))
  return {
    id,
    imageId,
    modelId,
    createdAt,
    scoreFloor,
    maxDetections,
    detectionCount: score.length,
    queueMs: timings.queue,
    decodeMs: timings.decode,
    preprocessMs: timings.preprocess,
    inferenceMs: timings.inference,
    postprocessMs: timings.postprocess,
    detections,
  }
}

/**
 * Stores images, runs and detections, as part of the caller's transaction. Answers in the order of `runs`.
 * @throws AppError IMAGE_NOT_FOUND
 */
export async function insertRuns(client: PoolClient, runs: readonly NewRun[]): Promise<SavedRun[]> {
  if (runs.length === 0) return []
  const ids = runs.map(() => uuidv7())
  const idOf = await storeImages(client, runs)
  const images = runs.map(run => idOf.get(run.sha256.toString('hex'))!)
  const { rows } = await client.query({
    name: 'insert-runs',
    text: insertRows,
    values: [
      ids,
      images,
      runs.map(run => run.modelId),
      runs.map(run => run.scoreFloor),
      runs.map(run => run.maxDetections),
      runs.map(run => run.detections.score.length),
      runs.map(run => run.timings.queue),
      runs.map(run => run.timings.decode),
      runs.map(run => run.timings.preprocess),
      runs.map(run => run.timings.inference),
      runs.map(run => run.timings.postprocess),
      ...detectionColumns(runs),
    ],
  })
  return runs.map((run, index) => savedRun(run, ids[index]!, images[index]!, rows[0].createdAt))
}

/**
 * Stores images, runs and detections of one call: all of them in one transaction, or none. Answers in the order of
 * `runs`.
 * @throws AppError IMAGE_NOT_FOUND; STORAGE_UNAVAILABLE when it cannot be known whether they are stored
 */
export async function saveRuns(pool: Pool, runs: readonly NewRun[]): Promise<SavedRun[]> {
  if (runs.length === 0) return []
  let saved: SavedRun[] = []
  const work = async (client: PoolClient) => {
    saved = await insertRuns(client, runs)
  }
  await inTransaction(pool, work, {
    isStored: async () => (await pool.query(findRun, [saved[0]?.id])).rowCount === 1,
    hint: 'Look for it in detectionRuns before you send it again: what is sent twice is stored twice.',
  })
  return saved
}
