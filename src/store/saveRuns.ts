import type { Pool, PoolClient } from 'pg'
import { v7 as uuidv7 } from 'uuid'
import type { DetectionColumns, Timings } from '../detector/detectedImage.ts'
import { AppError } from '../errors.ts'
import type { ImageHeader } from '../image/imageHeader.ts'
import { inTransaction } from './inTransaction.ts'
import type { Detection, DetectionRun } from './prisma/client.ts'

export type NewRun = {
  sha256: Buffer
  /** the encoded image; undefined when it is known to be stored */
  bytes: Uint8Array | undefined
  header: ImageHeader
  fileName: string | null
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

const insertImage = `
  WITH added AS (
    INSERT INTO image (id, sha256, format, width, height, orientation, byte_size, file_name)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (sha256) DO NOTHING RETURNING id
  ), stored AS (INSERT INTO image_bytes (image_id, bytes) SELECT id, $9 FROM added)
  SELECT id FROM added`

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

const findImages = 'SELECT id, sha256 FROM image WHERE sha256 = ANY($1::bytea[]) FOR KEY SHARE'

/**
 * Ids of the runs' images by SHA-256 (hexadecimal), each stored when it is new.
 * The rows are locked, so that none can be deleted before the runs refer to it; always in order of SHA-256,
 * so that two calls with the same images cannot wait for each other.
 */
async function imageIds(client: PoolClient, runs: readonly NewRun[]): Promise<Map<string, string>> {
  // Of several runs on the same bytes the first one names the image.
  const wanted = new Map(runs.toReversed().map(run => [run.sha256.toString('hex'), run]))
  const ids = new Map<string, string>()
  for (let attempt = 0; attempt < 3 && ids.size < wanted.size; attempt++) {
    const missing = [...wanted.keys()].filter(sha256 => !ids.has(sha256)).sort()
    const found = await client.query(findImages, [missing.map(sha256 => `\\x${sha256}`)])
    for (const { id, sha256 } of found.rows) ids.set(sha256.toString('hex'), id)
    for (const sha256 of missing) {
      const run = wanted.get(sha256)
      if (ids.has(sha256) || !run?.bytes) continue
      const { format, width, height, orientation } = run.header
      const values = [
        uuidv7(),
        run.sha256,
        format,
        width,
        height,
        orientation,
        run.bytes.length,
        run.fileName,
        run.bytes,
      ]
      const { rows } = await client.query(insertImage, values)
      if (rows[0]) ids.set(sha256, rows[0].id)
    }
  }
  if (ids.size < wanted.size)
    throw new AppError(
      'IMAGE_NOT_FOUND',
      'An image of this call was deleted while it was detected; nothing was stored.',
    )
  return ids
}

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
  const idOf = await imageIds(client, runs)
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
