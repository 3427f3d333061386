import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { pino } from 'pino'
import { table } from '../src/cli/table.ts'
import { createStore } from '../src/store/createStore.ts'
import { createDetections } from '../src/store/detections.ts'
import { openDatabase } from '../src/store/openDatabase.ts'
import { createRuns } from '../src/store/runs.ts'
import { explainQueries, outline } from './explainQueries.ts'
import { randomRun } from './randomRun.ts'
import { dataFolder } from './serverProcess.ts'

const runs = 100_000
const boxes = 10
const shard = 200

async function fill(url: string) {
  const store = createStore(url)
  const categoryIds = (await store.categories.list()).map(({ id }) => id)
  const { id: modelId } = await store.models.register({
    name: 'bench',
    sha256: '0'.repeat(64),
    preprocessing: '0'.repeat(64),
    manifest: {},
  })
  const images = Array.from({ length: shard }, () => randomBytes(32))
  const fresh = (index: number) => randomRun({ sha256: images[index]!, modelId, categoryIds, boxes })
  await store.runs.save(images.map((_, index) => ({ ...fresh(index), bytes: new Uint8Array([index]) })))
  for (let done = shard; done < runs; done += shard) await store.runs.save(images.map((_, index) => fresh(index)))
  const newest = await store.images.list({}, { first: 1, after: null })
  await store.close()
  return newest.rows[0]!.id
}

/** Page 1, page 2 and a page in the middle of 100,000 runs, in milliseconds of the database itself, with the plans. */
export async function paging(): Promise<void> {
  const { folder, remove } = dataFolder()
  const database = await openDatabase({
    databaseUrl: undefined,
    dataDir: resolve(folder),
    log: pino({ level: 'silent' }),
  })
  const imageId = await fill(database.url)
  const { prisma, client, explain: explainLast, close } = await explainQueries(database.url)
  const rows: string[][] = []

  async function explain(name: string) {
    const plan = await explainLast('ANALYZE')
    rows.push([name, (plan['Execution Time'] + plan['Planning Time']).toFixed(1), outline(plan.Plan).join(' < ')])
  }

  type List = (after: string | null) => Promise<{ rows: { cursor: string }[] }>
  async function pages(name: string, list: List, middle: number) {
    const first = await list(null)
    await explain(`${name}, page 1`)
    let page = await list(first.rows.at(-1)!.cursor)
    await explain(`${name}, page 2`)
    for (let number = 3; number <= middle; number++) page = await list(page.rows.at(-1)!.cursor)
    await explain(`${name}, page ${middle}`)
  }

  try {
    await client.query('ANALYZE')
    const detections = createDetections(prisma)
    const any = { minScore: 0.5, maxScore: 1 }
    await pages('runs', after => createRuns(prisma).list({}, { first: 100, after }), 500)
    await pages('runs of one image', after => createRuns(prisma).list({ imageId }, { first: 100, after }), 4)
    await pages('detections', after => detections.list(any, { first: 100, after }), 500)
    await pages(
      'detections of dogs',
      after => detections.list({ ...any, categoryIds: [18] }, { first: 100, after }),
      50,
    )
    await pages(
      'detections of dogs and cats',
      after => detections.list({ ...any, categoryIds: [17, 18] }, { first: 100, after }),
      50,
    )
    await pages(
      'detections of a model',
      after => detections.list({ ...any, model: 'bench' }, { first: 100, after }),
      50,
    )
    await pages('detections of an image', after => detections.list({ ...any, imageId }, { first: 100, after }), 20)
    const since = new Date(Date.now() - 5000)
    await pages(
      'dogs of the last 5 s',
      after => detections.list({ ...any, categoryIds: [18], since }, { first: 10, after }),
      3,
    )
    console.log(
      `\nPages of ${runs.toLocaleString('en')} runs with ${boxes} detections each: ms in the database, planning included`,
    )
    console.log(table([['', 'ms', 'plan'], ...rows]))
  } finally {
    await close()
    await database.close()
    remove()
  }
}
