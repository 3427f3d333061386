import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createStore, type Store } from '../../src/store/createStore.ts'
import { insertRuns } from '../../src/store/saveRuns.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'
import { countersOf, wrongCounters } from './counters.ts'
import { newEvaluation, newWork, storeDataset, stored } from './newEvaluation.ts'
import { newRun } from './newRun.ts'

const [cat, dog] = [17, 18]

let store: Store
let pool: pg.Pool
let one: string
let other: string
beforeAll(async () => {
  const url = await freshDatabase()
  store = createStore(url)
  pool = new pg.Pool({ connectionString: url, max: 12 })
  const model = { sha256: 'a', preprocessing: 'b', manifest: {} }
  one = (await store.models.register({ name: 'one', ...model })).id
  other = (await store.models.register({ name: 'other', ...model })).id
})
beforeEach(async () => {
  await pool.query('DELETE FROM image')
  await pool.query('TRUNCATE detection_count')
})
afterAll(async () => {
  await pool.end()
  await store.close()
})

const slots = async () =>
  (await pool.query('SELECT DISTINCT slot FROM detection_count ORDER BY 1')).rows.map(({ slot }) => slot)

/** The counters of one detection from score 0 up to `steps` × 0.05. */
const upTo = (steps: number) => Array.from({ length: 20 }, (_, step) => (step <= steps ? 1 : 0))

test('a call that stores runs counts each box at its category, from its score down', async () => {
  await store.runs.save([
    newRun(one, 'a', [
      [cat, 0.9],
      [dog, 0.52],
      [cat, 0.04],
    ]),
    newRun(one, 'b', []),
    newRun(other, 'c', [[cat, 1]]),
  ])
  expect(await countersOf(pool, cat)).toEqual([3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1])
  expect(await countersOf(pool, dog)).toEqual(upTo(10))
  expect(await wrongCounters(pool)).toEqual([])
})

test.each([0.05, 0.15, 0.3, 0.35, 0.55, 0.6, 0.7, 0.95])(
  'a score of %d is counted from there down, and the number just below it is not',
  async score => {
    const step = Math.round(score * 20)
    const below = score * (1 - 2 ** -53)
    expect(below).toBeLessThan(score)
    await store.runs.save([newRun(one, 'at', [[cat, score]]), newRun(one, 'below', [[dog, below]])])
    expect(await countersOf(pool, cat)).toEqual(upTo(step))
    expect(await countersOf(pool, dog)).toEqual(upTo(step - 1))
  },
)

test('what a shard of an evaluation stores is counted, and what an attempt that lost stores is not', async () => {
  const datasetId = await storeDataset(store, 2)
  const evaluationId = await stored(store.evaluations.insert(newEvaluation(datasetId), newWork(1)))
  const { attempt } = (await store.shards.begin(evaluationId, 0))!
  const save = (attempt: number) =>
    store.shards.saveRuns({ evaluationId, ordinal: 0, attempt }, [{ ...newRun(one, 'a', [[cat, 0.5]]), index: 0 }], [])
  expect(await save(attempt - 1)).toBe('LOST')
  expect(await countersOf(pool, cat)).toEqual([])
  expect(await save(attempt)).toBe('SAVED')
  expect(await countersOf(pool, cat)).toEqual(upTo(10))
  expect(await wrongCounters(pool)).toEqual([])
})

test('an image that is deleted takes the boxes of all its runs, models and days out of the counters, and no others', async () => {
  const [first] = await store.runs.save([newRun(one, 'doomed', [[cat, 0.9]]), newRun(one, 'kept', [[cat, 0.3]])])
  await store.runs.save([newRun(other, 'doomed', [[dog, 0.6]]), newRun(one, 'doomed', [])])
  await pool.query(
    `WITH run AS (UPDATE detection_run SET created_at = created_at - interval '3 days' WHERE model_id = $1 RETURNING id)
     UPDATE detection d SET created_at = created_at - interval '3 days' FROM run WHERE d.run_id = run.id`,
    [other],
  )
  expect(await wrongCounters(pool)).toEqual([])
  expect(await store.images.delete(first!.imageId)).toBe('DELETED')
  expect(await countersOf(pool, cat)).toEqual(upTo(6))
  expect(await countersOf(pool, dog)).toEqual(Array(20).fill(0))
  expect(await wrongCounters(pool)).toEqual([])
})

test('changed detections are counted as what they are now, and a table that is emptied as nothing', async () => {
  await store.runs.save([
    newRun(one, 'a', [
      [cat, 0.9],
      [cat, 0.4],
    ]),
  ])
  await pool.query('UPDATE detection SET category_id = $1, score = score / 2 WHERE score > 0.5', [dog])
  expect(await countersOf(pool, dog)).toEqual(upTo(9))
  expect(await wrongCounters(pool)).toEqual([])
  await pool.query('TRUNCATE detection_run CASCADE')
  expect(await countersOf(pool, cat)).toEqual([])
})

test('the day of a detection is that of UTC, whatever zone the session has', async () => {
  const client = await pool.connect()
  try {
    await client.query("SET timezone = 'America/New_York'")
    const [run] = await insertRuns(client, [newRun(one, 'a', [[cat, 0.5]])])
    await client.query("UPDATE detection SET created_at = '2026-11-02T23:59:59.999999Z' WHERE run_id = $1", [run!.id])
    await insertRuns(client, [newRun(one, 'a', [[cat, 0.5]])])
    await client.query("UPDATE detection SET created_at = '2026-11-03T00:00:00Z' WHERE run_id <> $1", [run!.id])
    const { rows } = await client.query(
      'SELECT day::text, sum(at_least[1])::int AS count FROM detection_count GROUP BY 1 HAVING sum(at_least[1]) <> 0 ORDER BY 1',
    )
    expect(rows).toEqual([
      { day: '2026-11-02', count: 1 },
      { day: '2026-11-03', count: 1 },
    ])
  } finally {
    await client.query('RESET timezone')
    client.release()
  }
})

test('calls that follow each other write the same rows, so that there are no more than categories', async () => {
  for (const name of ['a', 'b', 'c'])
    await store.runs.save([
      newRun(one, name, [
        [cat, 0.5],
        [dog, 0.5],
      ]),
    ])
  expect((await pool.query('SELECT FROM detection_count')).rowCount).toBe(2)
})

test('a call does not wait for one that has counted the same category and has not ended', async () => {
  const holder = await pool.connect()
  try {
    await holder.query('BEGIN')
    await insertRuns(holder, [newRun(one, 'a', [[cat, 0.5]])])
    await store.runs.save([newRun(one, 'b', [[cat, 0.5]])])
    expect(await countersOf(pool, cat)).toEqual(upTo(10))
    await holder.query('ROLLBACK')
  } finally {
    holder.release()
  }
  expect(await countersOf(pool, cat)).toEqual(upTo(10))
  expect(await slots()).toEqual([1])
  expect(await wrongCounters(pool)).toEqual([])
})

test('callers that store and delete the same categories in different orders never wait in a circle, and count exactly', async () => {
  const boxes = Array.from({ length: 40 }, (_, index): [number, number] => [index % 2 ? cat : dog, (index % 20) / 20])
  async function work(caller: number) {
    const client = await pool.connect()
    try {
      for (let round = 0; round < 17; round++) {
        const [first, second] = (caller + round) % 2 ? [cat, dog] : [dog, cat]
        const only = (category: number) => boxes.filter(([id]) => id === category)
        await client.query('BEGIN')
        const [run] = await insertRuns(client, [newRun(one, `${caller}`, only(first!))])
        await insertRuns(client, [newRun(other, `${caller}`, only(second!))])
        if (round % 3 === 1) await client.query('DELETE FROM detection_run WHERE id = $1', [run!.id])
        if (round % 5 === 4) await client.query('DELETE FROM image WHERE id = $1', [run!.imageId])
        await client.query(round % 4 === 3 ? 'ROLLBACK' : 'COMMIT')
      }
    } finally {
      client.release()
    }
  }
  await Promise.all(Array.from({ length: 10 }, (_, caller) => work(caller)))
  expect((await pool.query('SELECT FROM detection')).rowCount).toBeGreaterThan(0)
  expect(await wrongCounters(pool)).toEqual([])
})
