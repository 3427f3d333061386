import type { Pool, PoolClient } from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { AppError } from '../errors.ts'
import { inTransaction } from './inTransaction.ts'
import type { NewEvaluation, NewShard, NewWork, StoredResult } from './newEvaluation.ts'

/**
 * KEY_TAKEN: another evaluation has the idempotency key; PHOTOS_CHANGED: the dataset got photos in the meantime, or a
 * photo that was found for it was deleted; OWNER_GONE: the evaluation to be reused was deleted.
 */
export type Inserted = { readonly id: string } | 'KEY_TAKEN' | 'PHOTOS_CHANGED' | 'OWNER_GONE'

/** Takes the transaction back and answers. */
class Refusal extends Error {
  readonly answer: Exclude<Inserted, object>

  constructor(answer: Exclude<Inserted, object>) {
    super(answer)
    this.answer = answer
  }
}

const insertRow = `
  INSERT INTO evaluation (id, name, tags, dataset_id, source, model_id, status, settings, identity, detections_hash,
    idempotency_key, request_hash, warnings, image_count, detect_count, shard_count, matched_count, reused_from_id,
    result, score_floor, max_detections, literal_hash, started_at, finished_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
    CASE WHEN $7 = 'COMPLETED' THEN now() END, CASE WHEN $7 = 'COMPLETED' THEN now() END)
  ON CONFLICT (idempotency_key) DO NOTHING`

const insertShardRow = `
  INSERT INTO evaluation_shard (evaluation_id, ordinal, first_image, image_count, image_ids, run_ids, detections)
  VALUES ($1, $2, $3, $4, $5::uuid[], $6::uuid[], $7)`

const lockImages = 'SELECT FROM image WHERE id = ANY($1::uuid[]) ORDER BY sha256 FOR KEY SHARE'

const linkPhotos = `
  UPDATE dataset_image d SET image_id = found.image_id
  FROM unnest($2::int[], $3::uuid[]) AS found(position, image_id)
  WHERE d.dataset_id = $1 AND d.position = found.position AND d.image_id IS NULL`

const hashOf = (hex: string | null | undefined) => (hex == null ? null : Buffer.from(hex, 'hex'))

type Finished = { readonly reusedFromId: string; readonly result: StoredResult; readonly shardCount: number }

async function insert(client: PoolClient, id: string, made: NewEvaluation, shardCount: number, finished?: Finished) {
  const { rowCount } = await client.query(insertRow, [
    id,
    made.name,
    made.tags,
    made.datasetId,
    made.source,
    made.modelId,
    finished ? 'COMPLETED' : 'QUEUED',
    JSON.stringify(made.settings),
    made.identity,
    made.detectionsHash,
    made.idempotency?.key ?? null,
    hashOf(made.idempotency?.requestHash),
    JSON.stringify(made.warnings),
    made.imageCount,
    finished ? 0 : made.detectCount,
    shardCount,
    finished ? shardCount : 0,
    finished?.reusedFromId ?? null,
    finished ? JSON.stringify(finished.result) : null,
    made.limits?.scoreFloor ?? null,
    made.limits?.maxDetections ?? null,
    hashOf(made.idempotency?.literalHash),
  ])
  if (rowCount === 0) throw new Refusal('KEY_TAKEN')
}

const insertShard = (client: PoolClient, id: string, ordinal: number, shard: NewShard) =>
  client.query(insertShardRow, [
    id,
    ordinal,
    shard.firstImage,
    shard.imageCount,
    shard.imageIds,
    shard.runIds,
    shard.detections,
  ])

/** Holds the dataset, so that it is not deleted, and from now on gets no photos. */
async function lockDataset(client: PoolClient, datasetId: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM dataset WHERE id = $1 FOR NO KEY UPDATE', [datasetId])
  if (rowCount === 0)
    throw new AppError('DATASET_NOT_FOUND', 'The dataset was deleted in the meantime; nothing was stored.')
}

async function freezePhotos(client: PoolClient, datasetId: string, photos: NonNullable<NewWork['photos']>) {
  const counted = await client.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM dataset_image WHERE dataset_id = $1 AND image_id IS NOT NULL',
    [datasetId],
  )
  if (counted.rows[0]?.count !== photos.known) throw new Refusal('PHOTOS_CHANGED')
  const positions = photos.found.map(({ position }) => position)
  const imageIds = photos.found.map(({ imageId }) => imageId)
  // From here on none of them, and none of their runs, can be deleted.
  const { rowCount } = await client.query(lockImages, [imageIds])
  if (rowCount !== new Set(imageIds).size) throw new Refusal('PHOTOS_CHANGED')
  await client.query(linkPhotos, [datasetId, positions, imageIds])
  await client.query('UPDATE dataset SET frozen_at = coalesce(frozen_at, now()) WHERE id = $1', [datasetId])
}

async function inRefusableTransaction(pool: Pool, id: string, work: (client: PoolClient) => Promise<void>) {
  try {
    await inTransaction(pool, work, {
      isStored: async () => (await pool.query('SELECT FROM evaluation WHERE id = $1', [id])).rowCount === 1,
      hint: 'Look for it in evaluations before you send it again, or send it with an idempotencyKey.',
      attempts: 1, // shards that were asked for once may not come again
    })
    return { id }
  } catch (error) {
    if (error instanceof Refusal) return error.answer
    throw error
  }
}

/**
 * Stores an evaluation, its shards and their jobs, in one transaction.
 * @throws AppError DATASET_NOT_FOUND; what `enqueue` and the shards throw
 */
export async function insertEvaluation(pool: Pool, made: NewEvaluation, work: NewWork): Promise<Inserted> {
  const id = uuidv7()
  return inRefusableTransaction(pool, id, async client => {
    await lockDataset(client, made.datasetId)
    if (work.photos) await freezePhotos(client, made.datasetId, work.photos)
    await insert(client, id, made, work.shardCount)
    let ordinal = 0
    for (const shard of work.shards) await insertShard(client, id, ordinal++, shard)
    await work.enqueue(client, id, work.shardCount)
  })
}

/**
 * Stores an evaluation that has been done before, with the numbers of then.
 * @throws AppError DATASET_NOT_FOUND
 */
export async function insertReused(pool: Pool, made: NewEvaluation, finished: Finished): Promise<Inserted> {
  const id = uuidv7()
  return inRefusableTransaction(pool, id, async client => {
    await lockDataset(client, made.datasetId)
    const owner = await client.query('SELECT FROM evaluation WHERE id = $1', [finished.reusedFromId])
    if (owner.rowCount === 0) throw new Refusal('OWNER_GONE')
    await insert(client, id, made, finished.shardCount, finished)
  })
}
