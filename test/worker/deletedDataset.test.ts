import { expect, test } from 'vitest'
import { enqueueAccumulation } from '../../src/queue/enqueue.ts'
import { eventually } from '../helper/eventually.ts'
import { createScenario } from './createScenario.ts'

type Scenario = Awaited<ReturnType<typeof createScenario>>

const words = Array.from({ length: 20 }, (_, index) => `word ${index}`)

/** An evaluation of four shards that is in work, of a dataset whose photos came with it. */
async function begin({ sql, evaluate }: Scenario): Promise<string> {
  const [{ id }] = await sql('SELECT id FROM dataset')
  await sql(`UPDATE dataset_image d SET image_id = i.id
    FROM (SELECT id, row_number() OVER (ORDER BY id) - 1 AS position FROM image) i WHERE i.position = d.position`)
  await evaluate({ shardSize: 5 })
  return id
}

/** Every job has ended without another try, and only images that were detected are left, with their runs. */
async function expectNothingLeft({ sql }: Scenario): Promise<void> {
  await eventually(async () => {
    const jobs = await sql("SELECT state::text, retry_count AS tries FROM jobs.job WHERE name LIKE 'evaluation-%'")
    expect(jobs).toEqual(jobs.map(() => ({ state: 'completed', tries: 0 })))
  })
  const [counts] = await sql(`SELECT (SELECT count(*)::int FROM dataset) AS datasets,
    (SELECT count(*)::int FROM dataset_image) AS listed, (SELECT count(*)::int FROM evaluation) AS evaluations,
    (SELECT count(*)::int FROM evaluation_shard) AS shards,
    (SELECT count(*)::int FROM image i WHERE NOT EXISTS (SELECT FROM detection_run WHERE image_id = i.id)) AS unused,
    (SELECT count(*)::int FROM image_bytes b WHERE NOT EXISTS (SELECT FROM image WHERE id = b.image_id)) AS bytes`)
  expect(counts).toEqual({ datasets: 0, listed: 0, evaluations: 0, shards: 0, unused: 0, bytes: 0 })
}

test('a dataset that is deleted while its images are detected leaves nothing, and no job', async () => {
  const scenario = await createScenario(words)
  const [began, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await scenario.work({
    async detect() {
      const [row] = await scenario.sql('SELECT count(*)::int AS runs FROM detection_run')
      if (row.runs === 0) return
      began.resolve()
      await goOn.promise
    },
  })
  const datasetId = await begin(scenario)
  await began.promise
  expect(await scenario.store.datasets.delete(datasetId)).toBe(true)
  goOn.resolve()
  await expectNothingLeft(scenario)
  expect(await scenario.sql('SELECT FROM detection_run')).not.toHaveLength(0)
})

test('a dataset that is deleted while its shards are matched leaves nothing, and no job', async () => {
  const scenario = await createScenario(words)
  const [began, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await scenario.work({
    async matching() {
      began.resolve()
      await goOn.promise
    },
  })
  const datasetId = await begin(scenario)
  await began.promise
  expect(await scenario.store.datasets.delete(datasetId)).toBe(true)
  goOn.resolve()
  await expectNothingLeft(scenario)
})

test('jobs of a dataset that was deleted before anybody took them end at once', async () => {
  const scenario = await createScenario(words)
  const datasetId = await begin(scenario)
  const [{ id }] = await scenario.sql('SELECT id FROM evaluation')
  await enqueueAccumulation({ query: async (text, values) => ({ rows: await scenario.sql(text, values) }) }, id)
  expect(await scenario.store.datasets.delete(datasetId)).toBe(true)
  const { lines } = await scenario.work()
  await expectNothingLeft(scenario)
  expect(lines.filter(({ level }) => Number(level) > 30)).toEqual([])
})
