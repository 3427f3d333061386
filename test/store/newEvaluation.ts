import { createHash, randomUUID } from 'node:crypto'
import { packGroundTruth } from '../../eval/pack/packGroundTruth.ts'
import { settingsOf } from '../../eval/settings.ts'
import type { Store } from '../../src/store/createStore.ts'
import type { NewEvaluation, NewShard, NewWork } from '../../src/store/newEvaluation.ts'

/** A dataset of so many images without objects. */
export async function storeDataset(store: Store, imageCount: number): Promise<string> {
  const images = Array.from({ length: imageCount }, (_, index) => ({ id: index + 1, file_name: `${index}.png` }))
  const { id } = await store.datasets.insert({
    name: 'val.json',
    format: 'COCO',
    orientation: 'UPRIGHT',
    groundTruth: packGroundTruth({ images, annotations: [], categories: [{ id: 17, name: 'cat' }] }),
    notes: [],
    contentHash: createHash('sha256').update(randomUUID()).digest(),
  })
  return id
}

export const newEvaluation = (datasetId: string, changes: Partial<NewEvaluation> = {}): NewEvaluation => ({
  name: null,
  tags: [],
  datasetId,
  source: 'RESULTS',
  modelId: null,
  limits: null,
  settings: settingsOf({}),
  identity: createHash('sha256').update(randomUUID()).digest(),
  detectionsHash: null,
  idempotency: null,
  warnings: [],
  imageCount: 4,
  detectCount: 0,
  ...changes,
})

/** `count` shards of two images each. */
export const newWork = (count: number, changes: Partial<NewWork> = {}, shard: Partial<NewShard> = {}): NewWork => ({
  shardCount: count,
  shards: Array.from({ length: count }, (_, ordinal) => ({
    firstImage: 2 * ordinal,
    imageCount: 2,
    imageIds: [],
    runIds: [],
    detections: Buffer.from('packed'),
    ...shard,
  })),
  photos: null,
  enqueue: async () => undefined,
  ...changes,
})

/** The id of an evaluation that was stored. */
export async function stored(inserting: ReturnType<Store['evaluations']['insert']>): Promise<string> {
  const inserted = await inserting
  if (typeof inserted === 'string') throw new Error(`Not stored: ${inserted}`)
  return inserted.id
}
