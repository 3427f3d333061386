import { resolve } from 'node:path'
import { Client } from 'pg'
import { pino } from 'pino'
import { table } from '../src/cli/table.ts'
import type { DetectionFilter } from '../src/store/detectionConditions.ts'
import type { ImageFilter } from '../src/store/imageFilter.ts'
import { createImages } from '../src/store/images.ts'
import { openDatabase } from '../src/store/openDatabase.ts'
import { explainQueries } from './explainQueries.ts'
import { leastMs } from './leastMs.ts'
import { dataFolder } from './serverProcess.ts'

const days = 365
const images = 274
const boxes = 50
const dayMs = 86_400_000
const [person, dog, vase, bear, drier, toothbrush] = [1, 18, 86, 88, 89, 90]

const insertModels = `
  INSERT INTO model (id, name, sha256, preprocessing, manifest) SELECT uuidv7(), 'model ' || n, '', '', '{}'
  FROM generate_series(1, 3) AS n`

// Images of the day that ended so many days ago, two runs on each; most scores low, as those of detectors are.
const insertDay = `
  WITH image AS (
    INSERT INTO image (id, sha256, format, width, height, orientation, byte_size, created_at)
    SELECT uuidv7(), sha256(($1 || ' ' || n)::bytea), 'JPEG', 640, 480, 1, 1,
      now() - interval '1 day' * ($1::int + 1 - n / ${images}.0)
    FROM generate_series(1, ${images}) AS n RETURNING id, created_at
  ), run AS (
    INSERT INTO detection_run SELECT uuidv7(), image.id, model.id, image.created_at, 0.05, ${boxes}, ${boxes}, 0, 0, 0, 0, 0
    FROM image, model WHERE model.name <> 'model 3' RETURNING id, model_id, created_at
  ), category AS (
    SELECT array_agg(id ORDER BY id) AS ids FROM category WHERE id NOT IN (${bear}, ${drier}, ${toothbrush})
  ), box AS (
    SELECT run.*, ids[1 + floor(77 * random() ^ 1.5)::int] AS category, random() ^ 4 AS score
    FROM run, category, generate_series(1, ${boxes})
  )
  INSERT INTO detection SELECT id, row_number() OVER (PARTITION BY id ORDER BY score DESC) - 1, category, model_id,
    created_at, score, 1, 2, 3, 4 FROM box`

// A category on the oldest 25 images alone, one on the older half alone, and a model that ran on the oldest 50 alone.
const makeRare = [
  `UPDATE detection SET category_id = ${toothbrush}, score = 0.8
   FROM (SELECT id FROM detection_run ORDER BY created_at LIMIT 50) AS run WHERE run_id = run.id AND ordinal = 3`,
  `UPDATE detection SET category_id = ${bear}
   WHERE created_at < now() - interval '1 day' * ${days / 2} AND ordinal IN (1, 5)`,
  `INSERT INTO detection_run SELECT uuidv7(), image.id, model.id, now(), 0.05, ${boxes}, 0, 0, 0, 0, 0, 0
   FROM (SELECT id FROM image ORDER BY created_at LIMIT 50) AS image, model WHERE model.name = 'model 3'`,
]

async function fill(url: string) {
  const client = new Client(url)
  await client.connect()
  await client.query(insertModels)
  await client.query('ALTER TABLE detection DISABLE TRIGGER USER')
  for (let day = days - 1; day >= 0; day--) await client.query(insertDay, [day])
  for (const statement of makeRare) await client.query(statement)
  await client.query('SELECT recount_detections()')
  await client.query('ALTER TABLE detection ENABLE TRIGGER USER')
  await client.query('VACUUM (ANALYZE)')
  await client.end()
}

const detected = (filter: Partial<DetectionFilter>): ImageFilter => ({
  detected: { minScore: 0.5, maxScore: 1, ...filter },
})

const filters: [string, ImageFilter][] = [
  ['all', {}],
  ['something', detected({})],
  ['a common category', detected({ categoryIds: [person] })],
  ['a less common one', detected({ categoryIds: [vase] })],
  ['two categories', detected({ categoryIds: [dog, vase] })],
  ['a less common one from 0.3 up', detected({ categoryIds: [vase], minScore: 0.3 })],
  ['50 detections on the oldest images', detected({ categoryIds: [toothbrush] })],
  ['a category of the older half', detected({ categoryIds: [bear] })],
  ['a category that never occurs', detected({ categoryIds: [drier] })],
  ['something from 0.9999 up', detected({ minScore: 0.9999 })],
  ['a common category from 0.99 up', detected({ categoryIds: [person], minScore: 0.99 })],
  ['something from 0.19999 to 0.2', detected({ minScore: 0.19999, maxScore: 0.2 })],
  ['a model', { model: 'model 1' }],
  ['a model that ran rarely', { model: 'model 3' }],
  ['a common category by a model', detected({ categoryIds: [person], model: 'model 1' })],
  ['a common category by the rare model', detected({ categoryIds: [person], model: 'model 3' })],
  ['a common category and the rare model', { model: 'model 3', ...detected({ categoryIds: [person] }) }],
  [
    'a common category in the last 2 days',
    detected({ categoryIds: [person], since: new Date(Date.now() - 2 * dayMs) }),
  ],
]

/** Cursor of a place in the list, as many days ago. */
const cursorAt = (daysAgo: number) =>
  Buffer.from(
    `${new Date(Date.now() - daysAgo * dayMs).toISOString().replace('Z', '000Z')}|00000000-0000-0000-0000-000000000000`,
  ).toString('base64url')

/** Images by what was detected on them: a page of 100 and `totalCount` out of ten million detections on 100,000 images. */
export async function imageFilters(): Promise<void> {
  const { folder, remove } = dataFolder()
  const database = await openDatabase({
    databaseUrl: undefined,
    dataDir: resolve(folder),
    log: pino({ level: 'silent' }),
  })
  await fill(database.url)
  const { prisma, close } = await explainQueries(database.url)
  const stored = createImages(prisma)
  const rows: string[][] = []
  try {
    for (const [name, filter] of filters) {
      const page = (after: string | null) => leastMs(3, () => stored.list(filter, { first: 100, after }))
      const times = [await page(null), await page(cursorAt(0.4 * days)), await leastMs(3, () => stored.count(filter))]
      rows.push([name, ...times.map(ms => ms.toFixed(0)), (await stored.count(filter)).toLocaleString('en')])
    }
    console.log(
      `\nImages by what was detected, out of ${(days * images).toLocaleString('en')} with ${(2 * boxes).toLocaleString('en')} detections each: ms`,
    )
    console.log(table([['', 'page 1', 'in the middle', 'totalCount', 'images'], ...rows]))
  } finally {
    await close()
    await database.close()
    remove()
  }
}
