import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createStore, type Store } from '../../src/store/createStore.ts'
import { insertRuns } from '../../src/store/saveRuns.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'
import { wrongCounters } from './counters.ts'
import { newRun } from './newRun.ts'
import { repeatableRead } from './repeatableRead.ts'

const [cat, dog] = [17, 18]

let url: string
let store: Store
let pool: pg.Pool
let model: string
beforeAll(async () => {
  url = await freshDatabase()
  store = createStore(url)
  pool = new pg.Pool({ connectionString: url, max: 3 })
  model = (await store.models.register({ name: 'm', sha256: 'a', preprocessing: 'b', manifest: {} })).id
})
beforeEach(async () => {
  await pool.query('DELETE FROM image')
  await pool.query('SELECT recount_detections()')
})
afterAll(async () => {
  await pool.end()
  await store.close()
})

/** Runs statements in one session of its own, which ends with its settings. */
async function inSession(...statements: string[]): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

const saveOne = (name: string, category: number, score: number) =>
  store.runs.save([newRun(model, name, [[category, score]])])

test('counters that rows loaded without triggers have made wrong are right when they are counted anew', async () => {
  await saveOne('a', cat, 0.9)
  await saveOne('b', dog, 0.95)
  await inSession(
    'SET session_replication_role = replica',
    `DELETE FROM detection WHERE category_id = ${dog}`,
    `INSERT INTO detection SELECT run_id, 1 + n, ${cat}, model_id, created_at, (20 - n) / 20.0, 1, 2, 3, 4
     FROM detection, generate_series(0, 20) AS n`,
  )
  expect(await wrongCounters(pool)).not.toEqual([])
  await pool.query('SELECT recount_detections()')
  expect(await wrongCounters(pool)).toEqual([])
})

test('counting anew waits for writers that have not ended, and counts what they stored', async () => {
  await saveOne('a', cat, 0.5)
  await pool.query('TRUNCATE detection_count')
  const writer = await pool.connect()
  let recounted: Promise<unknown>
  try {
    await writer.query('BEGIN')
    await insertRuns(writer, [newRun(model, 'b', [[cat, 0.7]])])
    recounted = pool.query('SELECT recount_detections()')
    const waiting = `SELECT FROM pg_locks WHERE relation = 'detection'::regclass AND NOT granted`
    await expect.poll(async () => (await pool.query(waiting)).rowCount, { timeout: 10_000 }).toBe(1)
    await writer.query('COMMIT')
  } finally {
    writer.release(true)
  }
  await recounted
  expect(await wrongCounters(pool)).toEqual([])
})

test('counting anew is refused where it could not see what the last writers stored', async () => {
  await expect(inSession('BEGIN ISOLATION LEVEL REPEATABLE READ', 'SELECT recount_detections()')).rejects.toThrow(
    'Expected a transaction that is READ COMMITTED but this one is REPEATABLE READ',
  )
})

test('a session that looks for tables nowhere, as one that restores does, counts as any other', async () => {
  await saveOne('a', cat, 0.9)
  await inSession(
    "SET search_path = ''",
    `INSERT INTO public.detection SELECT run_id, 1, ${dog}, model_id, created_at, 0.4, 1, 2, 3, 4 FROM public.detection`,
    'DELETE FROM public.detection WHERE ordinal = 0',
  )
  expect(await wrongCounters(pool)).toEqual([])
  await inSession("SET search_path = ''", 'SELECT public.recount_detections()')
  expect(await wrongCounters(pool)).toEqual([])
  await inSession("SET search_path = ''", 'TRUNCATE public.detection')
  expect(await wrongCounters(pool)).toEqual([])
})

test('callers at once store the same categories in a database whose transactions are REPEATABLE READ by default', async () => {
  const caller = createStore(repeatableRead(url))
  try {
    const all = Array.from({ length: 6 }, (_, index) => index)
    const save = async (index: number) => {
      for (let round = 0; round < 20; round++) await caller.runs.save([newRun(model, `${index}`, [[cat, 0.5]])])
    }
    await Promise.all(all.map(save))
    expect((await pool.query('SELECT FROM detection')).rowCount).toBe(120)
    expect(await wrongCounters(pool)).toEqual([])
  } finally {
    await caller.close()
  }
})
