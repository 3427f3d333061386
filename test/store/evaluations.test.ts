import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createStore, type Store } from '../../src/store/createStore.ts'
import type { StoredResult } from '../../src/store/newEvaluation.ts'
import { eventually } from '../helper/eventually.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'
import { newEvaluation, newWork, storeDataset, stored } from './newEvaluation.ts'

let store: Store
let admin: pg.Pool
let datasetId: string
beforeAll(async () => {
  const url = await freshDatabase()
  store = createStore(url)
  admin = new pg.Pool({ connectionString: url, max: 1 })
  datasetId = await storeDataset(store, 4)
})
afterAll(async () => {
  await admin.end()
  await store.close()
})

async function addImage(): Promise<string> {
  const insertImage = `INSERT INTO image (id, sha256, format, width, height, orientation, byte_size)
    VALUES (gen_random_uuid(), $1, 'PNG', 1, 1, 1, 1) RETURNING id`
  return (await admin.query(insertImage, [randomBytes(32)])).rows[0].id
}

const waiting = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
/** Until another connection waits for a lock. */
const waitForLock = () => eventually(async () => expect((await admin.query(waiting)).rowCount).toBe(1))

const evaluationOf = async (id: string) => (await store.evaluations.findMany([id]))[0]!
const nothing = async () => undefined
const result = { summary: { ap: 0.5 } } as StoredResult
const done = { result, warnings: [], detectionsHash: Buffer.alloc(32, 1) }

/** An evaluation all of whose shards are matched. */
async function matched(changes: Parameters<typeof newEvaluation>[1] = {}): Promise<string> {
  const id = await stored(store.evaluations.insert(newEvaluation(datasetId, changes), newWork(1)))
  const { attempt } = (await store.shards.begin(id, 0))!
  const packed = { detections: null, matches: Buffer.from('m'), overlaps: Buffer.from('o') }
  await store.shards.finish({ evaluationId: id, ordinal: 0, attempt }, packed, nothing)
  return id
}

async function completed(changes: Parameters<typeof newEvaluation>[1] = {}): Promise<string> {
  const id = await matched(changes)
  const { attempt } = (await store.evaluations.beginAccumulation(id))!
  await store.evaluations.complete({ evaluationId: id, attempt }, done)
  return id
}

test('evaluation, shards and jobs are stored together, and none of them when the jobs cannot be', async () => {
  const jobs: [string, number][] = []
  const enqueue = async (_: unknown, id: string, count: number) => void jobs.push([id, count])
  const id = await stored(store.evaluations.insert(newEvaluation(datasetId, { name: 'x' }), newWork(2, { enqueue })))
  expect(jobs).toEqual([[id, 2]])
  expect(await evaluationOf(id)).toMatchObject({ name: 'x', status: 'QUEUED', phase: null, shardCount: 2 })

  const before = await store.evaluations.count({})
  const refuse = async () => {
    throw new Error('no queue')
  }
  const inserting = store.evaluations.insert(newEvaluation(datasetId), newWork(2, { enqueue: refuse }))
  await expect(inserting).rejects.toThrow('no queue')
  expect(await store.evaluations.count({})).toBe(before)
})

test('of evaluations with one idempotency key that come at once one is stored', async () => {
  const idempotency = { key: 'once', requestHash: 'ab'.repeat(32) }
  const inserting = Array.from({ length: 8 }, () =>
    store.evaluations.insert(newEvaluation(datasetId, { idempotency }), newWork(1)),
  )
  const inserted = await Promise.all(inserting)
  expect(inserted.filter(each => each === 'KEY_TAKEN')).toHaveLength(7)
  const row = await store.evaluations.findByIdempotencyKey('once')
  expect(inserted).toContainEqual({ id: row!.id })
  expect(Buffer.from(row!.requestHash!).toString('hex')).toBe('ab'.repeat(32))
})

test('a dataset that is not there any more is said to be so, and nothing is stored', async () => {
  const gone = await storeDataset(store, 1)
  await store.datasets.delete(gone)
  const inserting = store.evaluations.insert(newEvaluation(gone), newWork(1))
  await expect(inserting).rejects.toMatchObject({ code: 'DATASET_NOT_FOUND' })
})

test('photos that were found are those of the dataset, which stay as they are from then on', async () => {
  const dataset = await storeDataset(store, 4)
  const imageId = await addImage()
  const photos = { known: 0, found: [{ position: 2, imageId }] }
  await stored(store.evaluations.insert(newEvaluation(dataset), newWork(1, { photos })))
  const { photos: linked } = (await store.groundTruths.read(dataset))!
  expect(linked.map(photo => photo?.imageId)).toEqual([undefined, undefined, imageId, undefined])
  const [row] = await store.datasets.findMany([dataset])
  expect(row!.frozenAt).toBeInstanceOf(Date)

  const again = await store.evaluations.insert(newEvaluation(dataset), newWork(1, { photos: { known: 0, found: [] } }))
  expect(again).toBe('PHOTOS_CHANGED')
})

test('a photo that was found and is deleted before it is linked makes the work another one', async () => {
  const dataset = await storeDataset(store, 4)
  const [kept, doomed] = [await addImage(), await addImage()]
  const found = [kept, doomed, kept].map((imageId, position) => ({ position, imageId }))
  const insert = () => store.evaluations.insert(newEvaluation(dataset), newWork(1, { photos: { known: 0, found } }))
  await admin.query('BEGIN')
  await admin.query('DELETE FROM image WHERE id = $1', [doomed])
  const inserting = insert()
  inserting.catch(() => undefined)
  await waitForLock()
  await admin.query('COMMIT')
  expect(await inserting).toBe('PHOTOS_CHANGED')
  expect(await store.datasets.photoCounts([dataset])).toEqual([0])
  found.splice(1, 1)
  await stored(insert())
  expect(await store.datasets.photoCounts([dataset])).toEqual([2])
})

test('numbers and COMPLETED come together, in one try at a time', async () => {
  const id = await matched()
  const zombie = { evaluationId: id, ...(await store.evaluations.beginAccumulation(id))! }
  const fence = { evaluationId: id, ...(await store.evaluations.beginAccumulation(id))! }
  expect(await store.evaluations.beginCommitting(zombie)).toBe(false)
  expect(await store.evaluations.complete(zombie, done)).toBe(false)
  expect(await evaluationOf(id)).toMatchObject({ status: 'RUNNING', phase: 'ACCUMULATING' })
  expect(await store.evaluations.results([id])).toEqual([null])

  expect(await store.evaluations.beginCommitting(fence)).toBe(true)
  expect(await evaluationOf(id)).toMatchObject({ phase: 'COMMITTING' })
  expect(await store.evaluations.complete(fence, done)).toBe(true)
  expect(await evaluationOf(id)).toMatchObject({ status: 'COMPLETED', phase: null, finishedAt: expect.any(Date) })
  expect(await store.evaluations.results([id])).toEqual([result])
  expect(await store.evaluations.complete(fence, done)).toBe(false)
  expect(await store.evaluations.beginAccumulation(id)).toBeUndefined()
  expect(await store.evaluations.cancel(id)).toBe(false)
})

test('accumulating begins only when every shard is matched', async () => {
  const id = await stored(store.evaluations.insert(newEvaluation(datasetId), newWork(2)))
  await store.shards.begin(id, 0)
  expect(await store.evaluations.beginAccumulation(id)).toBeUndefined()
})

test('the third accumulation that ends with an error ends the evaluation; one that is not the last counts nothing', async () => {
  const id = await matched()
  const zombie = { evaluationId: id, ...(await store.evaluations.beginAccumulation(id))! }
  const reason = { code: 'EVALUATION_FAILED', message: 'no numbers' } as const
  const outcomes = []
  for (let time = 0; time < 3; time++) {
    const fence = { evaluationId: id, ...(await store.evaluations.beginAccumulation(id))! }
    outcomes.push(await store.evaluations.failAccumulation(zombie, reason))
    outcomes.push(await store.evaluations.failAccumulation(fence, reason))
  }
  expect(outcomes).toEqual(['LOST', 'RETRY', 'LOST', 'RETRY', 'LOST', 'FAILED'])
  expect(await evaluationOf(id)).toMatchObject({ status: 'FAILED', errorMessage: 'no numbers' })
})

test('accumulations that were given back may be any number, 25 that never ended are the most', async () => {
  const id = await matched()
  const begin = async () => {
    const begun = await store.evaluations.beginAccumulation(id)
    expect(begun).toBeDefined()
    return { evaluationId: id, ...begun! }
  }
  const zombie = await begin()
  for (let time = 0; time < 30; time++) await store.evaluations.giveBackAccumulation(await begin())
  for (let time = 0; time < 24; time++) await begin()
  await store.evaluations.giveBackAccumulation(zombie)
  expect(await store.evaluations.beginAccumulation(id)).toBeUndefined()
  expect(await evaluationOf(id)).toMatchObject({
    status: 'FAILED',
    errorMessage: expect.stringMatching(/began 25 times and never ended/),
  })
})

test('what is found by identity is completed, owns its shards, and had no image that failed', async () => {
  const identity = Buffer.alloc(32, 9)
  await matched({ identity })
  expect(await store.evaluations.findCompleted(identity)).toBeUndefined()
  const broken = await completed({ identity })
  await admin.query('UPDATE evaluation SET failed_count = 1 WHERE id = $1', [broken])
  expect(await store.evaluations.findCompleted(identity)).toBeUndefined()
  const owner = await completed({ identity })
  expect((await store.evaluations.findCompleted(identity))!.id).toBe(owner)

  const finished = { reusedFromId: owner, result, shardCount: 1 }
  const reused = await stored(store.evaluations.insertReused(newEvaluation(datasetId, { identity }), finished))
  expect(await evaluationOf(reused)).toMatchObject({ status: 'COMPLETED', reusedFromId: owner, matchedCount: 1 })
  expect(await store.evaluations.results([reused, owner])).toEqual([result, result])
  await admin.query("UPDATE evaluation SET status = 'FAILED' WHERE id = $1", [owner])
  expect(await store.evaluations.findCompleted(identity)).toBeUndefined()
})

test('one that is deleted hands its shards to the oldest that reuses them, and nobody reuses it after', async () => {
  const identity = Buffer.alloc(32, 10)
  const owner = await completed({ identity })
  const finished = { reusedFromId: owner, result, shardCount: 1 }
  const reuse = () => store.evaluations.insertReused(newEvaluation(datasetId, { identity }), finished)
  const [heir, other] = [await stored(reuse()), await stored(reuse())]
  expect(await store.evaluations.delete(owner)).toBe(true)
  expect(await store.evaluations.delete(owner)).toBe(false)
  expect(await evaluationOf(heir)).toMatchObject({ reusedFromId: null })
  expect(await evaluationOf(other)).toMatchObject({ reusedFromId: heir })
  expect((await store.shards.readPacked(heir, 0, 'matches'))?.toString()).toBe('m')
  expect((await store.evaluations.findCompleted(identity))?.id).toBe(heir)
  expect(await reuse()).toBe('OWNER_GONE')
  expect(await store.evaluations.delete(other)).toBe(true)
  expect(await store.evaluations.delete(heir)).toBe(true)
  expect(await store.shards.readPacked(heir, 0, 'matches')).toBeUndefined()
})

test('lists are of what the filter says, newest first, page after page', async () => {
  const own = await storeDataset(store, 4)
  const { id: modelId } = await store.models.register({ name: 'lister', sha256: 'a', preprocessing: 'b', manifest: {} })
  const ids: string[] = []
  for (const changes of [{ tags: ['nightly', 'v1'] }, { modelId }, {}])
    ids.unshift(await stored(store.evaluations.insert(newEvaluation(own, changes), newWork(1))))
  const list = async (filter: object, first = 10, after: string | null = null) =>
    store.evaluations.list({ datasetId: own, ...filter }, { first, after })
  const idsOf = async (filter: object) => (await list(filter)).rows.map(({ id }) => id)
  expect(await idsOf({})).toEqual(ids)
  expect(await idsOf({ tag: 'v1' })).toEqual([ids[2]])
  expect(await idsOf({ model: 'lister' })).toEqual([ids[1]])
  expect(await idsOf({ status: 'COMPLETED' })).toEqual([])
  expect(await store.evaluations.count({ datasetId: own })).toBe(3)
  const page = await list({}, 2)
  const rest = await list({}, 2, page.endCursor)
  expect([...page.rows, ...rest.rows].map(({ id }) => id)).toEqual(ids)
  expect([page.hasNextPage, rest.hasNextPage]).toEqual([true, false])
})

test('heads are the numbers without those of categories, and how many categories there are', async () => {
  const perCategory = [{ ap: 0.25 }, { ap: 0.75 }] as unknown as StoredResult['perCategory']
  const [evaluationId, unfinished] = [await matched(), await matched()]
  const { attempt } = (await store.evaluations.beginAccumulation(evaluationId))!
  await store.evaluations.complete({ evaluationId, attempt }, { ...done, result: { ...result, perCategory } })
  const heads = await store.evaluations.resultHeads([unfinished, evaluationId])
  expect(heads).toEqual([null, { summary: { ap: 0.5 }, evaluationId, categoryCount: 2 }])
  expect(await store.evaluations.results([evaluationId])).toEqual([{ ...result, perCategory }])
})
