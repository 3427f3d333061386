import { createHash } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createStore, type Store } from '../../src/store/createStore.ts'
import type { NewRun } from '../../src/store/saveRuns.ts'
import type { ShardFence } from '../../src/store/shards.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'
import { newEvaluation, newWork, storeDataset, stored } from './newEvaluation.ts'

let store: Store
let admin: pg.Pool
let datasetId: string
let modelId: string
let photos: string[]
beforeAll(async () => {
  const url = await freshDatabase()
  store = createStore(url)
  admin = new pg.Pool({ connectionString: url, max: 1 })
  datasetId = await storeDataset(store, 4)
  modelId = (await store.models.register({ name: 'm', sha256: 'a', preprocessing: 'b', manifest: {} })).id
  const saved = await store.runs.save(['a', 'b'].map(text => newRun(text)))
  photos = saved.map(({ imageId }) => imageId)
})
afterAll(async () => {
  await admin.end()
  await store.close()
})

function newRun(text: string): NewRun {
  const bytes = Buffer.from(text)
  return {
    sha256: createHash('sha256').update(bytes).digest(),
    bytes,
    header: { format: 'PNG', width: 30, height: 20, orientation: 1 },
    fileName: `${text}.png`,
    modelId,
    scoreFloor: 0.05,
    maxDetections: 300,
    timings: { queue: 1, decode: 2, preprocess: 3, inference: 4, postprocess: 5 },
    detections: { label: [0], score: [0.9], x: [1], y: [2], width: [3], height: [4] },
    categoryIds: [17],
  }
}

const packed = { detections: null, matches: Buffer.from('m'), overlaps: Buffer.from('o') }
const nothing = async () => undefined
const evaluationOf = async (id: string) => (await store.evaluations.findMany([id]))[0]!
const runCount = async () => (await admin.query('SELECT count(*)::int AS count FROM detection_run')).rows[0].count

/** An evaluation whose two photos, in its one shard, are yet to be detected; `count` shards in all. */
const detecting = (count = 1) =>
  stored(
    store.evaluations.insert(
      newEvaluation(datasetId, { source: 'MODEL', modelId, detectCount: 2 * count }),
      newWork(count, {}, { imageIds: photos, runIds: [null, null], detections: null }),
    ),
  )

/** One whose shards have their detections. */
const packedEvaluation = (count: number) => stored(store.evaluations.insert(newEvaluation(datasetId), newWork(count)))

async function begun(evaluationId: string, ordinal = 0): Promise<ShardFence> {
  const work = await store.shards.begin(evaluationId, ordinal)
  return { evaluationId, ordinal, attempt: work!.attempt }
}

test('the first shard that begins starts the evaluation, and is told what there is to detect', async () => {
  const id = await detecting()
  expect(await store.shards.begin(id, 0)).toEqual({
    attempt: 1,
    failures: 0,
    phase: 'DETECTING',
    source: 'MODEL',
    datasetId,
    modelId,
    firstImage: 0,
    imageCount: 2,
    toDetect: photos.map((imageId, index) => ({ index, imageId })),
  })
  expect(await evaluationOf(id)).toMatchObject({ status: 'RUNNING', phase: 'DETECTING', startedAt: expect.any(Date) })
})

test('what was detected, or failed, is not detected again by the next attempt, and the phase changes with the last', async () => {
  const id = await detecting()
  const fence = await begun(id)
  await store.shards.saveRuns(fence, [{ ...newRun('a'), index: 0 }], [])
  expect(await evaluationOf(id)).toMatchObject({ phase: 'DETECTING', detectedCount: 1, failedCount: 0 })
  await store.shards.saveRuns(fence, [], [{ index: 1, code: 'IMAGE_CORRUPT', message: 'broken' }])
  expect(await evaluationOf(id)).toMatchObject({ phase: 'MATCHING', detectedCount: 1, failedCount: 1 })
  expect(await store.shards.begin(id, 0)).toMatchObject({ attempt: 2, toDetect: [] })
  const [failed] = await store.evaluations.failedImages([id], { first: 10, after: null })
  expect(failed?.rows).toMatchObject([
    { position: 1, code: 'IMAGE_CORRUPT', message: 'broken', fileId: 2n, fileName: '1.png' },
  ])
  const row = await store.shards.read({ ...fence, attempt: 2 })
  expect(row).toMatchObject({ runIds: [expect.any(String), null], isPacked: false })
})

test('an attempt that is not the last writes nothing, though its transaction had stored rows already', async () => {
  const id = await detecting()
  const zombie = await begun(id)
  const living = await begun(id)
  const before = await runCount()
  expect(await store.shards.saveRuns(zombie, [{ ...newRun('zombie'), index: 0 }], [])).toBe('LOST')
  expect(await store.shards.finish(zombie, packed, nothing)).toBe('LOST')
  expect(await store.shards.fail(zombie, { code: 'INFERENCE_FAILED', message: 'x' })).toBe('LOST')
  expect(await store.shards.read(zombie)).toBeUndefined()
  expect(await runCount()).toBe(before)
  const named = await store.images.list({ fileName: 'zombie.png' }, { first: 1, after: null })
  expect(named.rows).toEqual([])
  expect(await evaluationOf(id)).toMatchObject({ detectedCount: 0, failedCount: 0, matchedCount: 0 })
  expect(await store.shards.saveRuns(living, [{ ...newRun('a'), index: 0 }], [])).toBe('SAVED')
})

test('a cancelled evaluation takes no writes, begins nothing, and cannot be cancelled again', async () => {
  const id = await detecting()
  const fence = await begun(id)
  expect(await store.evaluations.cancel(id)).toBe(true)
  const before = await runCount()
  expect(await store.shards.saveRuns(fence, [{ ...newRun('late'), index: 0 }], [])).toBe('LOST')
  expect(await store.shards.finish(fence, packed, nothing)).toBe('LOST')
  expect(await store.shards.fail(fence, { code: 'INFERENCE_FAILED', message: 'x' })).toBe('LOST')
  expect(await store.shards.begin(id, 0)).toBeUndefined()
  expect(await store.evaluations.beginAccumulation(id)).toBeUndefined()
  expect(await runCount()).toBe(before)
  expect(await store.evaluations.cancel(id)).toBe(false)
  expect(await evaluationOf(id)).toMatchObject({ status: 'CANCELLED', phase: null, finishedAt: expect.any(Date) })
})

test('an evaluation that is deleted while it is worked on takes no writes', async () => {
  const ownDataset = await storeDataset(store, 4)
  const id = await stored(store.evaluations.insert(newEvaluation(ownDataset), newWork(1)))
  const fence = await begun(id)
  await store.datasets.delete(ownDataset)
  expect(await store.shards.finish(fence, packed, nothing)).toBe('LOST')
  expect(await store.shards.begin(id, 0)).toBeUndefined()
})

test('the shard that is matched last, and only it, enqueues the accumulation, however many end at once', async () => {
  const id = await packedEvaluation(8)
  const fences = await Promise.all(Array.from({ length: 8 }, (_, ordinal) => begun(id, ordinal)))
  const enqueued: string[] = []
  const enqueue = async (_: unknown, evaluationId: string) => void enqueued.push(evaluationId)
  const first = await store.shards.finish(fences[0]!, packed, enqueue)
  expect(enqueued).toEqual([])
  const rest = await Promise.all(fences.slice(1).map(fence => store.shards.finish(fence, packed, enqueue)))
  expect([first, ...rest]).toEqual(Array(8).fill('SAVED'))
  expect(enqueued).toEqual([id])
  expect(await evaluationOf(id)).toMatchObject({ phase: 'ACCUMULATING', matchedCount: 8 })
})

test('a shard is matched once: a second try at it begins nothing and counts nothing', async () => {
  const id = await packedEvaluation(2)
  const fence = await begun(id)
  await store.shards.finish(fence, packed, nothing)
  expect(await store.shards.finish(fence, packed, nothing)).toBe('LOST')
  expect(await store.shards.begin(id, 0)).toBeUndefined()
  expect(await evaluationOf(id)).toMatchObject({ matchedCount: 1, phase: 'MATCHING' })
  expect((await store.shards.readPacked(id, 0, 'detections'))?.toString()).toBe('packed')
})

test('where the job of the accumulation cannot be enqueued the shard is not matched either', async () => {
  const id = await packedEvaluation(1)
  const fence = await begun(id)
  const refuse = async () => {
    throw new Error('no queue')
  }
  await expect(store.shards.finish(fence, packed, refuse)).rejects.toThrow('no queue')
  expect(await evaluationOf(id)).toMatchObject({ matchedCount: 0, phase: 'MATCHING' })
  expect(await store.shards.finish(fence, packed, nothing)).toBe('SAVED')
})

test('the third attempt that ends with an error ends the evaluation with the reason', async () => {
  const id = await packedEvaluation(2)
  const reason = { code: 'EVALUATION_FAILED', message: 'out of luck' } as const
  const outcomes = []
  for (let time = 0; time < 3; time++) outcomes.push(await store.shards.fail(await begun(id), reason))
  expect(outcomes).toEqual(['RETRY', 'RETRY', 'FAILED'])
  expect(await evaluationOf(id)).toMatchObject({
    status: 'FAILED',
    phase: null,
    errorCode: 'EVALUATION_FAILED',
    errorMessage: 'out of luck',
    finishedAt: expect.any(Date),
  })
  expect(await store.shards.begin(id, 1)).toBeUndefined()
})

test('work may begin 25 times and never end, which counts as no failure, and then the evaluation says so', async () => {
  const id = await packedEvaluation(1)
  for (let attempt = 1; attempt <= 25; attempt++)
    expect(await store.shards.begin(id, 0)).toMatchObject({ attempt, failures: 0 })
  expect(await store.shards.begin(id, 0)).toBeUndefined()
  expect(await evaluationOf(id)).toMatchObject({
    status: 'FAILED',
    errorMessage: expect.stringMatching(/began 25 times and never ended/),
  })
})

test('attempts that were given back may be any number; one that is not the last gives nothing back', async () => {
  const id = await packedEvaluation(1)
  for (let time = 0; time < 30; time++) await store.shards.giveBack(await begun(id))
  const zombie = await begun(id)
  for (let time = 0; time < 24; time++) await begun(id)
  await store.shards.giveBack(zombie)
  expect(await store.shards.begin(id, 0)).toBeUndefined()
})

test('attempts that never ended do not count any more once one of them has stored something', async () => {
  const id = await detecting()
  for (let time = 0; time < 24; time++) await begun(id)
  await store.shards.saveRuns(await begun(id), [{ ...newRun('a'), index: 0 }], [])
  for (let time = 0; time < 24; time++) await begun(id)
  expect(await store.shards.begin(id, 0)).toBeUndefined()
})
