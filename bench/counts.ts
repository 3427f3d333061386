import { resolve } from 'node:path'
import { Client } from 'pg'
import { pino } from 'pino'
import { table } from '../src/cli/table.ts'
import type { DetectionFilter } from '../src/store/detectionConditions.ts'
import { type CountKey, createDetections } from '../src/store/detections.ts'
import { openDatabase } from '../src/store/openDatabase.ts'
import { explainQueries, outline } from './explainQueries.ts'
import { leastMs } from './leastMs.ts'
import { dataFolder } from './serverProcess.ts'

const days = 365
const writers = 2
const boxes = 20
const runsADay = Math.ceil(10_000_000 / days / boxes / writers)
const dayMs = 86_400_000

const insertModels = `
  INSERT INTO model (id, name, sha256, preprocessing, manifest) SELECT uuidv7(), 'model ' || n, '', '', '{}'
  FROM generate_series(1, 2) AS n`

const insertImage = `
  INSERT INTO image (id, sha256, format, width, height, orientation, byte_size) VALUES (uuidv7(), '', 'JPEG', 640, 480, 1, 1)`

// Runs of all models, spread over the day that ended so many days ago.
const insertDay = `
  WITH run AS (
    INSERT INTO detection_run SELECT uuidv7(), image.id, (SELECT id FROM model WHERE name = 'model ' || (1 + n % 2)),
      now() - interval '1 day' * ($1::int + random()), 0.05, ${boxes}, ${boxes}, 0, 0, 0, 0, 0
    FROM image, generate_series(1, ${runsADay}) AS n RETURNING id, model_id, created_at
  ), category AS (SELECT array_agg(id) AS ids FROM category)
  INSERT INTO detection SELECT run.id, ordinal, ids[1 + floor(80 * random())::int], model_id, created_at, random() ^ 2, 1, 2, 3, 4
  FROM run, category, generate_series(0, ${boxes - 1}) AS ordinal`

/** As writers do, with triggers and all; several at once, so that there are several slots. */
async function fill(url: string) {
  const clients = Array.from({ length: writers }, () => new Client(url))
  await Promise.all(clients.map(client => client.connect()))
  await clients[0]!.query(insertModels)
  await clients[0]!.query(insertImage)
  for (let day = days - 1; day >= 0; day--) await Promise.all(clients.map(client => client.query(insertDay, [day])))
  await clients[0]!.query('VACUUM (ANALYZE)')
  await Promise.all(clients.map(client => client.end()))
}

const size = `SELECT pg_size_pretty(pg_total_relation_size('detection')) AS detections, count(*)::int AS rows,
  pg_size_pretty(pg_total_relation_size('detection_count')) AS counters FROM detection_count`

/** `detectionCounts` of ten million detections in 365 days: by counters, and as a scan gives the same; with the plans. */
export async function counts(): Promise<void> {
  const { folder, remove } = dataFolder()
  const database = await openDatabase({
    databaseUrl: undefined,
    dataDir: resolve(folder),
    log: pino({ level: 'silent' }),
  })
  const began = performance.now()
  await fill(database.url)
  const filled = (performance.now() - began) / 1000
  const { prisma, client, explain, close } = await explainQueries(database.url)
  const detections = createDetections(prisma)
  const all: DetectionFilter = { minScore: 0.5, maxScore: 1 }
  const filters: [string, DetectionFilter][] = [
    ['all', all],
    ['the last 30 days', { ...all, since: new Date(Date.now() - 30 * dayMs) }],
    ['one category', { ...all, categoryIds: [18] }],
    ['one model', { ...all, model: 'model 1' }],
    ['from 0.37 up', { ...all, minScore: 0.37 }],
  ]
  const rows: string[][] = []
  const plans: string[][] = []
  try {
    for (const [name, filter] of filters)
      for (const by of ['CATEGORY', 'DAY', 'MODEL'] as const satisfies CountKey[]) {
        const asked = await leastMs(3, () => detections.countBy(filter, by))
        const { Plan: plan } = await explain('COSTS OFF')
        plans.push([`${name}, by ${by}`, outline(plan).join(' < ')])
        // A number that is not 1 is one that no counter has.
        const scanned = await leastMs(1, () => detections.countBy({ ...filter, maxScore: 1 - 2 ** -53 }, by))
        rows.push([
          `${name}, by ${by}`,
          asked.toFixed(1),
          scanned.toFixed(0),
          (scanned / asked).toFixed(scanned > 2 * asked ? 0 : 1),
        ])
      }
    const { rows: sizes } = await client.query(size)
    console.log(`\nDetections counted: ${(days * writers * runsADay * boxes).toLocaleString('en')} in ${days} days`)
    console.log(`written in ${filled.toFixed(0)} s: ${JSON.stringify(sizes[0])}`)
    console.log(table([['', 'ms', 'ms by a scan', 'ratio'], ...rows]))
    console.log(table([['', 'plan'], ...plans]))
  } finally {
    await close()
    await database.close()
    remove()
  }
}
