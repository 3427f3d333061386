import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createStore, type Store } from '../../src/store/createStore.ts'
import type { DetectionFilter } from '../../src/store/detectionConditions.ts'
import type { CountKey, DetectionCount } from '../../src/store/detections.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'
import { newRun } from './newRun.ts'

/** `at`: ISO 8601 with microseconds, of which texts are in the order of time */
type Stored = { at: string; model: string; image: string; category: number; score: number }

const [person, cat, dog] = [1, 17, 18]
const moments = [
  '2026-10-31T23:59:59.999999Z',
  '2026-11-01T00:00:00.000000Z',
  '2026-11-01T10:30:00.000001Z',
  '2026-11-02T12:00:00.000000Z',
  '2026-11-02T23:59:59.999999Z',
  '2026-11-03T00:00:00.000000Z',
  '2026-11-05T06:00:00.500000Z',
]
const scores = [1, 0.95, 0.9, 0.7, 0.6999999999999998, 0.6, 0.5, 0.37, 0.35, 0.3, 0.15, 0.05, 0.01, 0]

let store: Store
let impatient: Store
let pool: pg.Pool
const all: Stored[] = []
const images: string[] = []
const modelIds = new Map<string, string>()
beforeAll(async () => {
  const url = await freshDatabase()
  store = createStore(url)
  impatient = createStore(url, { timeoutMs: 1000 })
  pool = new pg.Pool({ connectionString: url, max: 2 })
  for (const model of ['one', 'other']) {
    const { id } = await store.models.register({ name: model, sha256: 'a', preprocessing: 'b', manifest: {} })
    modelIds.set(model, id)
    for (const [index, at] of moments.entries()) {
      const boxes = scores.map((score, place): [number, number] => [[person, cat, dog][(place + index) % 3]!, score])
      const [run] = await store.runs.save([newRun(id, `${index}`, model === 'one' ? boxes : boxes.slice(4))])
      await pool.query('UPDATE detection_run SET created_at = $2 WHERE id = $1', [run!.id, at])
      await pool.query('UPDATE detection SET created_at = $2 WHERE run_id = $1', [run!.id, at])
      if (model === 'one') images.push(run!.imageId)
      for (const { categoryId: category, score } of run!.detections)
        all.push({ at, model, image: run!.imageId, category, score })
    }
  }
})
afterAll(async () => {
  await pool.end()
  await impatient.close()
  await store.close()
})

const moment = fc.option(
  fc.oneof(
    fc.constantFrom(...moments.map(at => new Date(at))),
    fc.integer({ min: -2, max: 8 }).map(day => new Date(Date.UTC(2026, 10, day))),
    fc.integer({ min: -20, max: 150 }).map(hour => new Date(Date.UTC(2026, 10, 1, hour, 0, 0, 1))),
    fc.constantFrom(new Date('0001-01-01T00:00:00Z'), new Date('9999-12-31T23:59:59.999Z')),
  ),
)
const threshold = fc.oneof(
  fc.nat({ max: 20 }).map(step => step / 20),
  fc.nat({ max: 100 }).map(percent => percent / 100),
  fc.constantFrom(0.6999999999999998, 0.3 - 2 ** -54, 0.30000000000000004),
)
const filters = fc.record({
  since: moment,
  until: moment,
  model: fc.option(fc.constantFrom('one', 'other', 'none')),
  categoryIds: fc.option(fc.subarray([person, cat, dog, 90]), { nil: undefined }),
  minScore: threshold,
  maxScore: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: threshold }),
  image: fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat({ max: 6 }) }),
})

const micro = (date: Date) => date.toISOString().replace('Z', '000Z')

function isWanted(each: Stored, { since, until, model, categoryIds, minScore, maxScore, imageId }: DetectionFilter) {
  return (
    (since == null || each.at >= micro(since)) &&
    (until == null || each.at < micro(until)) &&
    (model == null || each.model === model) &&
    (categoryIds?.includes(each.category) ?? true) &&
    (imageId == null || each.image === imageId) &&
    each.score >= minScore &&
    each.score <= maxScore
  )
}

const keyOf: Record<CountKey, (each: Stored) => string> = {
  CATEGORY: ({ category }) => String(category),
  DAY: ({ at }) => at.slice(0, 10),
  MODEL: ({ model }) => modelIds.get(model)!,
}

function expected(filter: DetectionFilter, by: CountKey): DetectionCount[] {
  const wanted = all.filter(each => isWanted(each, filter))
  const counts = [...Map.groupBy(wanted, keyOf[by])].map(([key, { length }]) => ({ key, count: length }))
  const byKey = counts.sort((a, b) => (a.key < b.key ? -1 : 1))
  return by === 'DAY' ? byKey : byKey.sort((a, b) => b.count - a.count)
}

test('counts are those of the detections that the filter lets through, whichever way they are read', async () => {
  const run = async ({ image, ...rest }: typeof filters extends fc.Arbitrary<infer Value> ? Value : never) => {
    const filter = { ...rest, imageId: image === null ? null : images[image]! }
    for (const by of ['CATEGORY', 'DAY', 'MODEL'] as const)
      expect(await store.detections.countBy(filter, by)).toEqual(expected(filter, by))
    expect(await store.detections.count(filter)).toBe(all.filter(each => isWanted(each, filter)).length)
  }
  await fc.assert(fc.asyncProperty(filters, run), { numRuns: 300, seed: 1 })
})

const november = { since: new Date('2026-11-01T00:00:00Z'), until: new Date('2026-11-03T00:00:00Z') }
test.each<[string, DetectionFilter, number]>([
  ['all', { minScore: 0, maxScore: 1 }, 168],
  ['those of 0.5 and more', { minScore: 0.5, maxScore: 1 }, 70],
  ['those of 0.7 and more', { minScore: 0.7, maxScore: 1 }, 28],
  ['whole days', { minScore: 0, maxScore: 1, ...november }, 96],
  ['a model and a category', { minScore: 0.05, maxScore: 1, model: 'one', categoryIds: [cat] }, 28],
])('%s are counted without reading detections', async (_, filter, count) => {
  const client = await pool.connect()
  try {
    await client.query('BEGIN; LOCK TABLE detection, detection_run IN ACCESS EXCLUSIVE MODE')
    expect(await impatient.detections.count(filter)).toBe(count)
    const byDay = await impatient.detections.countBy(filter, 'DAY')
    expect(byDay.reduce((sum, { count }) => sum + count, 0)).toBe(count)
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
})

test.each<[string, DetectionFilter, number]>([
  ['a score between two counters', { minScore: 0.6999999999999998, maxScore: 1 }, 42],
  ['the score 1, which has no counter,', { minScore: 1, maxScore: 1 }, 7],
  ['a score of several categories', { minScore: 0.37, maxScore: 1, categoryIds: [person, cat, dog] }, 84],
])('%s is counted from the detections, without reading runs', async (_, filter, count) => {
  const client = await pool.connect()
  try {
    await client.query('BEGIN; LOCK TABLE detection_count, detection_run IN ACCESS EXCLUSIVE MODE')
    expect(await impatient.detections.count(filter)).toBe(count)
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
})

const [first, last] = [new Date('0001-01-01T00:00:00Z'), new Date('9999-12-31T23:59:59.999Z')]
test.each<[string, Pick<DetectionFilter, 'since' | 'until'>, number]>([
  ['since the first moment that there is', { since: first }, 70],
  ['until the first', { until: first }, 0],
  ['since the last', { since: last }, 0],
  ['until the last', { until: last }, 70],
  ['from the last to the first', { since: last, until: first }, 0],
])('what is counted %s', async (_, filter, count) => {
  expect(await store.detections.count({ minScore: 0.5, maxScore: 1, ...filter })).toBe(count)
})
