import { createHash } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createStore, type Store } from '../../src/store/createStore.ts'
import type { NewRun } from '../../src/store/saveRuns.ts'
import { eventually } from '../helper/eventually.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'
import { losingProxy } from '../helper/losingProxy.ts'

let store: Store
let proxy: Awaited<ReturnType<typeof losingProxy>>
let behindProxy: Store
let admin: pg.Client
let model: { id: string }
beforeAll(async () => {
  const url = await freshDatabase()
  store = createStore(url, { timeoutMs: 5000 })
  proxy = await losingProxy(url)
  behindProxy = createStore(proxy.url, { timeoutMs: 5000, connections: 1 })
  admin = new pg.Client({ connectionString: url })
  await admin.connect()
  model = await store.models.register({ name: 'm', sha256: 'a', preprocessing: 'b', manifest: {} })
})
afterAll(async () => {
  await admin.end()
  await store.close()
  await behindProxy.close()
  proxy.close()
})

/** A run on an image of these bytes; its boxes are of the labels 0 and 1 of a model that knows cats and dogs. */
function newRun(text: string, labels: number[] = [0, 1], stored = false): NewRun {
  const bytes = Buffer.from(text)
  return {
    sha256: createHash('sha256').update(bytes).digest(),
    bytes: stored ? undefined : bytes,
    header: { format: 'PNG', width: 30, height: 20, orientation: 1 },
    fileName: `${text}.png`,
    modelId: model.id,
    scoreFloor: 0.05,
    maxDetections: 300,
    timings: { queue: 1, decode: 2, preprocess: 3, inference: 4, postprocess: 5 },
    detections: {
      label: labels,
      score: labels.map((_, ordinal) => 0.9 - ordinal * 0.1),
      x: labels.map(() => 1.25),
      y: labels.map(() => 2.5),
      width: labels.map(() => 3.125),
      height: labels.map(() => 4.0625),
    },
    categoryIds: [17, 18],
  }
}
const waiting = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
/** Until another connection waits for a lock. */
const waitForLock = () => eventually(async () => expect((await admin.query(waiting)).rowCount).toBe(1))
const images = async () => (await admin.query('SELECT id FROM image')).rowCount

test('what is answered is what can be read again, each run with its own boxes, none and one included', async () => {
  const saved = await store.runs.save([newRun('a'), newRun('b', []), newRun('c', [1])])
  expect(saved.map(({ detections }) => detections.map(({ categoryId }) => categoryId))).toEqual([[17, 18], [], [18]])
  const read = await store.detections.ofRuns(
    saved.map(({ id }) => id),
    { minScore: 0, categoryIds: undefined, first: 300 },
  )
  expect(read).toEqual(saved.map(({ detections }) => detections))
  const rows = await store.runs.findMany(saved.map(({ id }) => id))
  for (const { detections, ...row } of saved) expect(rows).toContainEqual(row)
})

test('a score is read as the double that it was, not rounded on its way', async () => {
  const run = newRun('precise', [0])
  run.detections.score = [0.10000000149011612]
  const [saved] = await store.runs.save([run])
  const [[read] = []] = await store.detections.ofRuns([saved!.id], { minScore: 0, categoryIds: undefined, first: 1 })
  expect(read!.score).toBe(0.10000000149011612)
})

test('no runs are no statement', async () => {
  expect(await store.runs.save([])).toEqual([])
})

test('a category that there is not takes back all of the call', async () => {
  const before = await images()
  const wrong = { ...newRun('wrong'), modelId: '00000000-0000-0000-0000-000000000000' }
  await expect(store.runs.save([newRun('good'), wrong])).rejects.toThrow()
  expect(await images()).toBe(before)
})

test('calls that bring the same new images in different orders do not wait for each other for ever', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `shared ${index}`)
  await Promise.all(names.map(() => store.ping())) // opens every connection, so that the calls run side by side
  const saving = names.slice(0, 10).map((_, index) => {
    const turned = [...names.slice(index * 2), ...names.slice(0, index * 2)]
    return store.runs.save(turned.map(name => newRun(name)))
  })
  const saved = (await Promise.all(saving)).flat()
  expect(new Set(saved.map(({ imageId }) => imageId)).size).toBe(20)
  expect(saved).toHaveLength(200)
})

test('images are locked in the order of SHA-256, however they lie in the table', async () => {
  const sorted = ['one', 'two', 'three'].map(name => newRun(name)).sort((a, b) => Buffer.compare(a.sha256, b.sha256))
  for (const run of sorted.toReversed()) await store.runs.save([run])
  const lock = 'SELECT FROM image WHERE sha256 = $1 FOR UPDATE SKIP LOCKED'
  await admin.query('BEGIN')
  await admin.query(lock, [sorted[0]!.sha256])
  const saving = store.runs.save(sorted)
  await waitForLock()
  // The call waits for the first, and so has none of the others yet.
  for (const { sha256 } of sorted) expect((await admin.query(lock, [sha256])).rowCount).toBe(1)
  await admin.query('COMMIT')
  expect(await saving).toHaveLength(3)
})

test('a call that was ended as one of two that waited for each other is done again', async () => {
  const [first, second] = ['left', 'right'].map(name => newRun(name)).sort((a, b) => Buffer.compare(a.sha256, b.sha256))
  await store.runs.save([first!, second!])
  const lock = 'SELECT FROM image WHERE sha256 = $1 FOR UPDATE'
  await admin.query('BEGIN')
  // The other one is found out first, and ended.
  await admin.query("SET LOCAL deadlock_timeout = '60s'")
  await admin.query(lock, [second!.sha256])
  const saving = store.runs.save([first!, second!])
  await waitForLock()
  await Promise.all([admin.query(lock, [first!.sha256]).then(() => admin.query('COMMIT')), saving])
  expect(await saving).toHaveLength(2)
})

test('an image that is deleted while it is detected again refuses the call, and nothing of it is stored', async () => {
  const [first] = await store.runs.save([newRun('doomed')])
  await admin.query('BEGIN')
  await admin.query('DELETE FROM image WHERE id = $1', [first!.imageId])
  const before = await images()
  const saving = store.runs.save([newRun('beside'), newRun('doomed', [0], true)])
  const outcome = expect(saving).rejects.toMatchObject({ code: 'IMAGE_NOT_FOUND', status: 404 })
  await eventually(async () =>
    expect(
      (await admin.query("SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'")).rowCount,
    ).toBe(1),
  )
  await admin.query('COMMIT')
  await outcome
  expect(await images()).toBe(before)
})

test('an image that is deleted while the same file comes again is stored again', async () => {
  const [first] = await store.runs.save([newRun('again')])
  await admin.query('BEGIN')
  await admin.query('DELETE FROM image WHERE id = $1', [first!.imageId])
  const saving = store.runs.save([newRun('again')])
  await eventually(async () =>
    expect(
      (await admin.query("SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'")).rowCount,
    ).toBe(1),
  )
  await admin.query('COMMIT')
  const [second] = await saving
  expect(second!.imageId).not.toBe(first!.imageId)
  expect(Buffer.from((await store.images.readBytes(second!.imageId))!).toString()).toBe('again')
})

test('where the answer to COMMIT is lost the runs are looked for, and answered as the stored ones that they are', async () => {
  proxy.lose('answer')
  const [saved] = await behindProxy.runs.save([newRun('lost answer'), newRun('lost too')])
  const { detections, ...row } = saved!
  expect(await store.runs.findMany([row.id])).toEqual([row])
  const [read] = await store.detections.ofRuns([row.id], { minScore: 0, categoryIds: undefined, first: 9 })
  expect(read).toEqual(detections)
})

test('where COMMIT itself is lost nobody says that nothing was stored, or that it can be sent again', async () => {
  proxy.lose('commit')
  await expect(behindProxy.runs.save([newRun('lost commit')])).rejects.toMatchObject({
    code: 'STORAGE_UNAVAILABLE',
    message: expect.stringMatching(/may have been stored/),
    hint: expect.stringMatching(/detectionRuns/),
    retryAfter: undefined,
  })
})

test('a transaction that Postgres takes back at COMMIT is not in doubt', async () => {
  const before = await images()
  await admin.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'disk full' USING ERRCODE = '53100'; END $$`)
  await admin.query(`CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON detection_run
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()`)
  const saving = store.runs.save([newRun('taken back')])
  await expect(saving).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE', retryAfter: 2 })
  await expect(saving).rejects.toThrow(/nothing of this request was stored/)
  await admin.query('DROP TRIGGER refuse ON detection_run')
  expect(await images()).toBe(before)
})
