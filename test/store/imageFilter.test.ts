import { PrismaPg } from '@prisma/adapter-pg'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createStore, type Store } from '../../src/store/createStore.ts'
import { candidatesOf, type ImageFilter } from '../../src/store/imageFilter.ts'
import { createImages } from '../../src/store/images.ts'
import { PrismaClient } from '../../src/store/prisma/client.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'
import { newRun } from './newRun.ts'

/** `at`: ISO 8601 with microseconds, of which texts are in the order of time */
type StoredRun = { model: string; at: string; boxes: (readonly [category: number, score: number])[] }
type StoredImage = { id: string; at: string; name: string; runs: StoredRun[] }

const [person, cat, dog, bird] = [1, 17, 18, 16]
const day = (day: number) => `2026-11-0${day}T12:00:00.000001Z`
const scores = [1, 0.95, 0.7, 0.6, 0.5, 0.4999999999999999, 0.3, 0.05]

const box = fc.tuple(fc.constantFrom(person, cat, dog), fc.constantFrom(...scores))
const boxes = fc.array(box, { maxLength: 4 }).map(boxes => boxes.toSorted(([, a], [, b]) => b - a))
const at = fc.integer({ min: 1, max: 3 }).map(day)
/** Few moments for many images, so that most have one in common; some images have no run, some several. */
const history = fc.array(
  fc.record({ at, runs: fc.array(fc.record({ model: fc.constantFrom('one', 'other'), at, boxes }), { maxLength: 3 }) }),
  { minLength: 40, maxLength: 40 },
)

let store: Store
let pool: pg.Pool
let prisma: PrismaClient
let stored: StoredImage[]
let ways: Record<string, ReturnType<typeof createImages>>
beforeAll(async () => {
  const url = await freshDatabase()
  store = createStore(url)
  pool = new pg.Pool({ connectionString: url, max: 2 })
  prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  ways = {
    'as it is': createImages(prisma),
    'all of it gathered': createImages(prisma, { rare: 1000, gathered: 1000, near: 1 }),
    'gathered where three images do not fill the page': createImages(prisma, { rare: -1, gathered: 1000, near: 3 }),
    'image after image': createImages(prisma, { rare: -1, gathered: -1, near: 1 }),
  }
  const modelIds = new Map<string, string>()
  for (const name of ['one', 'other', 'idle']) {
    const { id } = await store.models.register({ name, sha256: 'a', preprocessing: 'b', manifest: {} })
    modelIds.set(name, id)
  }
  const [seeded] = fc.sample(history, { numRuns: 1, seed: 8 })
  stored = []
  for (const [index, { at, runs }] of seeded!.entries()) {
    // The first of these makes the image; it goes, so that there are images without runs.
    const all = [{ model: 'one', at, boxes: [] }, ...runs]
    const saved = await store.runs.save(all.map(run => newRun(modelIds.get(run.model)!, `${index}`, run.boxes)))
    const id = saved[0]!.imageId
    await pool.query('DELETE FROM detection_run WHERE id = $1', [saved[0]!.id])
    await pool.query('UPDATE image SET created_at = $2, file_name = $3 WHERE id = $1', [id, at, `${index % 4}.png`])
    for (const [place, run] of runs.entries()) {
      await pool.query('UPDATE detection_run SET created_at = $2 WHERE id = $1', [saved[place + 1]!.id, run.at])
      await pool.query('UPDATE detection SET created_at = $2 WHERE run_id = $1', [saved[place + 1]!.id, run.at])
    }
    stored.push({ id, at, name: `${index % 4}.png`, runs })
  }
})
afterAll(async () => {
  await prisma.$disconnect()
  await pool.end()
  await store.close()
})

const micro = (date: Date) => date.toISOString().replace('Z', '000Z')

function isWithin(at: string, { since, until }: Pick<ImageFilter, 'since' | 'until'>): boolean {
  return (since == null || at >= micro(since)) && (until == null || at < micro(until))
}

function isDetected(image: StoredImage, filter: NonNullable<ImageFilter['detected']>): boolean {
  const { categoryIds, minScore, maxScore, model, imageId } = filter
  return image.runs.some(
    run =>
      (imageId == null || image.id === imageId) &&
      (model == null || run.model === model) &&
      isWithin(run.at, filter) &&
      run.boxes.some(
        ([category, score]) => (categoryIds?.includes(category) ?? true) && score >= minScore && score <= maxScore,
      ),
  )
}

/** Ids of what a filter lets through, newest first. */
function expected(filter: ImageFilter): string[] {
  const { fileName, model, detected } = filter
  const wanted = stored.filter(
    image =>
      isWithin(image.at, filter) &&
      (fileName == null || image.name === fileName) &&
      (model == null || image.runs.some(run => run.model === model)) &&
      (detected == null || isDetected(image, detected)),
  )
  const key = ({ at, id }: StoredImage) => at + id
  return wanted.toSorted((a, b) => (key(a) < key(b) ? 1 : -1)).map(({ id }) => id)
}

async function readAll(images: ReturnType<typeof createImages>, filter: ImageFilter, first: number): Promise<string[]> {
  const ids: string[] = []
  for (let after: string | null = null; ; ) {
    const page = await images.list(filter, { first, after })
    expect(page.rows.length === first || !page.hasNextPage).toBe(true)
    ids.push(...page.rows.map(({ id }) => id))
    if (!page.hasNextPage) return ids
    after = page.endCursor
  }
}

const sometimes = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary })
const moment = sometimes(fc.integer({ min: 1, max: 4 }).map(day => new Date(Date.UTC(2026, 10, day))))
const model = sometimes(fc.constantFrom('one', 'other', 'idle'))
const filters = fc.record({
  fileName: sometimes(fc.constant('1.png')),
  since: moment,
  until: moment,
  model,
  detected: fc.option(
    fc.record({
      categoryIds: fc.option(fc.subarray([person, cat, dog, bird]), { nil: undefined, freq: 2 }),
      minScore: fc.constantFrom(0, 0.5, 0.5, ...scores),
      maxScore: sometimes(fc.constantFrom(...scores)).map(score => score ?? 1),
      model,
      imageId: sometimes(sometimes(fc.nat({ max: 39 }))),
      since: moment,
      until: moment,
    }),
    { freq: 9 },
  ),
})

test('whichever way they are read, the pages of a filter hold each image that it lets through once, newest first', async () => {
  const sizes = new Set<number>()
  const run = async (
    { detected, ...rest }: typeof filters extends fc.Arbitrary<infer Value> ? Value : never,
    first: number,
  ) => {
    const imageId = detected?.imageId == null ? null : stored[detected.imageId]!.id
    const filter = { ...rest, detected: detected && { ...detected, imageId } }
    const ids = expected(filter)
    sizes.add(ids.length)
    expect(await store.images.count(filter)).toBe(ids.length)
    for (const [way, images] of Object.entries(ways)) expect(await readAll(images, filter, first), way).toEqual(ids)
  }
  await fc.assert(fc.asyncProperty(filters, fc.constantFrom(1, 3, 7, 100), run), { numRuns: 60, seed: 1 })
  expect(sizes.size).toBeGreaterThan(15)
})

test.each([
  ['of a category', { categoryIds: [bird] }, 'detection_category_id_run_id_score_idx'],
  ['from a high score up', {}, 'detection_score_run_id_idx'],
])('how many detections there are %s is counted in an index alone', async (_, asked, index) => {
  const [candidates] = candidatesOf({ detected: { minScore: 0.5, maxScore: 1, ...asked } })
  const plan = await prisma.$transaction(async database => {
    // Of so few rows Postgres would read the table.
    await database.$executeRaw`SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)`
    return database.$queryRaw<{ 'QUERY PLAN': string }[]>`
      EXPLAIN SELECT count(*) FROM (SELECT ${candidates!.counted} LIMIT 5001) AS candidate`
  })
  expect(plan.map(line => line['QUERY PLAN']).join('\n')).toContain(`Index Only Scan using ${index} `)
})
