import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packGroundTruth } from '../../eval/pack/packGroundTruth.ts'
import { createStore, type Store } from '../../src/store/createStore.ts'
import type { PageRequest } from '../../src/store/page.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'
import { newDataset } from './newDataset.ts'

let store: Store
let admin: pg.Client
beforeAll(async () => {
  const url = await freshDatabase()
  store = createStore(url)
  admin = new pg.Client({ connectionString: url })
  await admin.connect()
})
afterAll(async () => {
  await admin.end()
  await store.close()
})

/** Five images, of which the third has no objects and no name. */
const groundTruth = packGroundTruth({
  images: [1, 2, 3, 4, 5].map(id => (id === 3 ? { id } : { id, file_name: `${id}.jpg`, width: 30, height: 20 })),
  annotations: [2, 1, 1, 5, 77].map((image_id, index) => ({
    ...{ id: index + 1, image_id, category_id: 3, bbox: [1, 2, 3, 4], area: 12 },
    iscrowd: index === 3 ? 1 : 0,
  })),
  categories: [{ id: 3, name: 'cat' }],
})
const insert = async (rest = {}) => (await store.datasets.insert(newDataset(groundTruth, rest))).id

/** Rows of every table that may have any, by name. */
async function rowCounts(): Promise<Record<string, number>> {
  const tables = ['dataset', 'dataset_image', 'annotation', 'evaluation', 'evaluation_shard', 'image', 'image_bytes']
  const counts = tables.map(table => `SELECT '${table}' AS name, count(*)::int AS count FROM ${table}`)
  const { rows } = await admin.query(counts.join(' UNION ALL '))
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]))
}

async function addImage(): Promise<string> {
  const { rows } = await admin.query(
    `WITH image AS (INSERT INTO image (id, sha256, format, width, height, orientation, byte_size)
      VALUES (gen_random_uuid(), $1, 'PNG', 30, 20, 1, 3) RETURNING id)
    INSERT INTO image_bytes (image_id, bytes) SELECT id, 'abc' FROM image RETURNING image_id AS id`,
    [randomBytes(32)],
  )
  return rows[0].id
}

const setPhoto = (datasetId: string, position: number, imageId: string) =>
  admin.query('UPDATE dataset_image SET image_id = $3 WHERE dataset_id = $1 AND position = $2', [
    ...[datasetId, position],
    imageId,
  ])

test('a row has the counts, and the categories, traits and notes as they were given', async () => {
  const note = { code: 'BOX_FORMAT_SUSPECT', severity: 'WARNING', message: 'm', count: 2 } as const
  const contentHash = randomBytes(32)
  const id = await insert({ name: '日本', format: 'VOC', orientation: 'RAW', notes: [note], contentHash })
  const [row] = await store.datasets.findMany([id])
  expect(row).toMatchObject({
    ...{ name: '日本', format: 'VOC', orientation: 'RAW', imageCount: 5, annotationCount: 5, crowdCount: 1 },
    ...{ categoryCount: 1, notes: [note], frozenAt: null },
  })
  expect(Buffer.from(row!.contentHash)).toEqual(contentHash)
})

test('what has the same hash is the same dataset, also when many bring it at once', async () => {
  const contentHash = randomBytes(32)
  const before = await rowCounts()
  await Promise.all(Array.from({ length: 5 }, () => store.ping())) // opens connections, so that they come at once
  const inserted = await Promise.all(
    Array.from({ length: 5 }, () => store.datasets.insert(newDataset(groundTruth, { contentHash }))),
  )
  expect(new Set(inserted.map(({ id }) => id)).size).toBe(1)
  expect(inserted.filter(({ created }) => created)).toHaveLength(1)
  expect(await store.datasets.insert(newDataset(groundTruth, { contentHash }))).toEqual({
    id: inserted[0]!.id,
    created: false,
  })
  expect(await rowCounts()).toMatchObject({ dataset: before.dataset! + 1, annotation: before.annotation! + 5 })
})

test('nothing of a dataset is stored when a part of it cannot be', async () => {
  const before = await rowCounts()
  const images = { ...groundTruth.images, fileNames: ['a', 'b', 'c', 'd', 'e\0'] }
  await expect(store.datasets.insert(newDataset({ ...groundTruth, images }))).rejects.toThrow()
  expect(await rowCounts()).toEqual(before)
})

test('datasets are listed newest first, page by page, and counted', async () => {
  const ids = [await insert(), await insert(), await insert()]
  const first = await store.datasets.list({ first: 2, after: null })
  expect(first.rows.map(({ id }) => id)).toEqual([ids[2], ids[1]])
  expect(first.hasNextPage).toBe(true)
  const second = await store.datasets.list({ first: 1, after: first.endCursor })
  expect(second.rows.map(({ id }) => id)).toEqual([ids[0]])
  expect(await store.datasets.count()).toBe((await rowCounts()).dataset)
})

const imagesOf = async (id: string, page: PageRequest) => (await store.datasets.images([id], {}, page))[0]!

test('images come in the order of the file, page by page, to the end', async () => {
  const id = await insert()
  const seen: bigint[] = []
  let after: string | null = null
  for (;;) {
    const page = await imagesOf(id, { first: 2, after })
    seen.push(...page.rows.map(({ fileId }) => fileId))
    expect(page.endCursor).toBe(page.rows.at(-1)!.cursor)
    if (!page.hasNextPage) break
    after = page.endCursor
  }
  expect(seen).toEqual([1n, 2n, 3n, 4n, 5n])
  const { rows } = await imagesOf(id, { first: 5, after: null })
  expect(rows[2]).toMatchObject({ fileName: '', width: 0, height: 0, annotationCount: 0, imageId: null })
  const empty = await imagesOf(id, { first: 5, after: rows.at(-1)!.cursor })
  expect(empty).toEqual({ rows: [], hasNextPage: false, endCursor: null })
})

test('a cursor of another list is refused', async () => {
  const id = await insert()
  const { endCursor } = await store.datasets.list({ first: 1, after: null })
  for (const after of [endCursor, 'x', ''])
    await expect(imagesOf(id, { first: 1, after })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
})

test('annotations are those of each image asked for, in the order of asking, of several datasets', async () => {
  const [a, b] = [await insert(), await insert()]
  const keys = [
    { datasetId: b, position: 0 },
    { datasetId: a, position: 1 },
    { datasetId: a, position: 2 },
    { datasetId: a, position: 9 },
    { datasetId: a, position: 0 },
  ]
  const pages = await store.datasets.annotations(keys, { first: 10, after: null })
  const found = pages.map(({ rows }) => rows)
  expect(found.map(list => list.map(({ fileId }) => Number(fileId)))).toEqual([[2, 3], [1], [], [], [2, 3]])
  expect(found[0]!.every(({ datasetId }) => datasetId === b)).toBe(true)
  expect(found[1]![0]).toMatchObject({
    ...{ datasetId: a, ordinal: 2, fileId: 1n, imageFileId: 2n, categoryId: 3n },
    ...{ x: 1, y: 2, width: 3, height: 4, area: 12, crowd: false },
  })
})

test('photos are counted for each dataset, in the order of asking', async () => {
  const [a, b] = [await insert(), await insert()]
  const image = await addImage()
  await setPhoto(b, 0, image)
  await setPhoto(b, 3, image)
  expect(await store.datasets.photoCounts([a, b, a])).toEqual([0, 2, 0])
})

test('deleting leaves no row of the dataset, its evaluations and photos, but what something else uses', async () => {
  const before = await rowCounts()
  const id = await insert()
  const [own, shared, detected] = [await addImage(), await addImage(), await addImage()]
  for (const [position, image] of [own, shared, detected].entries()) await setPhoto(id, position, image)
  const { id: modelId } = await store.models.register({ name: 'm', sha256: 'a', preprocessing: 'b', manifest: {} })
  await admin.query(
    `INSERT INTO detection_run (id, image_id, model_id, score_floor, max_detections, detection_count, queue_ms,
      decode_ms, preprocess_ms, inference_ms, postprocess_ms)
    VALUES (gen_random_uuid(), $1, $2, 0, 1, 0, 0, 0, 0, 0, 0)`,
    [detected, modelId],
  )
  for (const reused of [null, 'reused'])
    await admin.query(
      `WITH e AS (INSERT INTO evaluation (id, tags, dataset_id, source, status, settings, identity, warnings,
        image_count, detect_count, shard_count, reused_from_id)
        VALUES (gen_random_uuid(), '{}', $1, 'RESULTS', 'COMPLETED', '{}', 'x', '[]', 5, 0, 1,
          CASE WHEN $2::text IS NULL THEN NULL ELSE (SELECT id FROM evaluation WHERE dataset_id = $1) END)
        RETURNING id)
      INSERT INTO evaluation_shard (evaluation_id, ordinal, first_image, image_count) SELECT id, 0, 0, 5 FROM e`,
      [id, reused],
    )
  const other = await insert()
  await setPhoto(other, 4, shared)

  expect(await store.datasets.delete(id)).toBe(true)
  expect(await rowCounts()).toEqual({
    ...before,
    ...{ dataset: before.dataset! + 1, dataset_image: before.dataset_image! + 5 },
    ...{ annotation: before.annotation! + 5, image: before.image! + 2, image_bytes: before.image_bytes! + 2 },
  })
  const { rows } = await admin.query('SELECT id FROM image WHERE id = ANY($1)', [[own, shared, detected]])
  expect(new Set(rows.map(row => row.id))).toEqual(new Set([shared, detected]))
  expect(await store.datasets.delete(id)).toBe(false)
})

test('a photo that is detected while its dataset is deleted stays, with its run', async () => {
  const id = await insert()
  const image = await addImage()
  await setPhoto(id, 0, image)
  const { id: modelId } = await store.models.register({ name: 'm', sha256: 'a', preprocessing: 'b', manifest: {} })
  await admin.query('BEGIN')
  await admin.query(
    `INSERT INTO detection_run (id, image_id, model_id, score_floor, max_detections, detection_count, queue_ms,
      decode_ms, preprocess_ms, inference_ms, postprocess_ms)
    VALUES (gen_random_uuid(), $1, $2, 0, 1, 0, 0, 0, 0, 0, 0)`,
    [image, modelId],
  )
  const deleting = store.datasets.delete(id)
  await waitForLock()
  await admin.query('COMMIT')
  expect(await deleting).toBe(true)
  expect((await admin.query('SELECT FROM detection_run WHERE image_id = $1', [image])).rowCount).toBe(1)
})

/** Until another connection waits for this one. */
async function waitForLock(): Promise<void> {
  while (!(await admin.query('SELECT FROM pg_locks WHERE NOT granted')).rowCount)
    await new Promise(resolve => setTimeout(resolve, 10))
}

test('deleting one that a worker locks the other way round ends in spite of the deadlock', async () => {
  const id = await insert()
  const { rows } = await admin.query(
    `WITH e AS (INSERT INTO evaluation (id, tags, dataset_id, source, status, settings, identity, warnings,
      image_count, detect_count, shard_count) VALUES (gen_random_uuid(), '{}', $1, 'RESULTS', 'RUNNING', '{}', 'x',
      '[]', 5, 0, 1) RETURNING id)
    INSERT INTO evaluation_shard (evaluation_id, ordinal, first_image, image_count)
    SELECT id, 0, 0, 5 FROM e RETURNING evaluation_id AS id`,
    [id],
  )
  await admin.query('BEGIN')
  // The other one is found out first, and ended.
  await admin.query("SET LOCAL deadlock_timeout = '60s'")
  await admin.query('UPDATE evaluation_shard SET attempt = 1 WHERE evaluation_id = $1', [rows[0].id])
  const deleting = store.datasets.delete(id)
  await waitForLock()
  await admin.query('UPDATE evaluation SET matched_count = 1 WHERE id = $1', [rows[0].id])
  await admin.query('COMMIT')
  expect(await deleting).toBe(true)
})

test('an image that is a photo of a dataset is not deleted', async () => {
  const image = await addImage()
  await setPhoto(await insert(), 2, image)
  expect(await store.images.delete(image)).toBe('IN_USE')
  expect((await admin.query('SELECT FROM image WHERE id = $1', [image])).rowCount).toBe(1)
})
