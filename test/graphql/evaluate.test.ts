import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { evaluateCoco } from '../../eval/index.ts'
import { detectUploads } from '../helper/detectUploads.ts'
import { differences, twelveOf as twelveOfSummary } from '../helper/evalFixture.ts'
import { createEvaluating, sceneArchive, sceneName, sceneTruth, twelveOf } from '../helper/evaluating.ts'
import { scene } from '../helper/scene.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

let server: TestServer
let api: ReturnType<typeof createEvaluating>
beforeAll(async () => {
  server = await startServer()
  api = createEvaluating(server)
})
afterAll(() => server.stop())

/** demo/scenes/expected-stats.json: the AP of the demo model by pycocotools. */
const demoAp = 0.6923236639540746

const truth = JSON.parse(sceneTruth().toString())

async function createScenes(): Promise<string> {
  const uploadId = await api.upload('instances.json', sceneTruth())
  return (await api.createDataset({ groundTruth: { uploadId } })).dataset!.id
}

const numbered = (numbers: readonly number[]) => ({
  ...truth,
  images: truth.images.filter(({ id }: { id: number }) => numbers.includes(id)),
  annotations: truth.annotations.filter(({ image_id }: { image_id: number }) => numbers.includes(image_id)),
})

/** A dataset of some of the scenes. */
async function datasetOf(...numbers: number[]): Promise<string> {
  const uploadId = await api.upload('some.json', JSON.stringify(numbered(numbers)))
  return (await api.createDataset({ groundTruth: { uploadId } })).dataset!.id
}

type Result = { image_id: number; category_id: number; bbox: number[]; score: number }

async function resultsOf({ resultsUrl }: { resultsUrl: string | null }): Promise<Result[]> {
  const answer = await fetch(resultsUrl!)
  expect(answer.status).toBe(200)
  return (await answer.json()) as Result[]
}

describe('a model on the photos of a dataset', () => {
  let datasetId: string
  beforeAll(async () => {
    datasetId = await createScenes()
  })

  test('is refused while there is no photo', async () => {
    const { evaluation, userErrors } = await api.evaluate({ datasetId, detections: { model: 'demo' } })
    expect(evaluation).toBeNull()
    expect(userErrors).toMatchObject([{ code: 'PHOTOS_MISSING', path: ['input', 'datasetId'] }])
    expect(await server.sql('SELECT FROM evaluation')).toHaveLength(0)
  })

  test('goes the whole way: the numbers of the demo model, its results, and these numbers again from its results', async () => {
    await api.addPhotos(datasetId, [{ uploadId: await api.upload('scenes.zip', await sceneArchive()) }])
    const { evaluation, userErrors } = await api.evaluate({ datasetId, detections: { model: 'demo' }, name: 'first' })
    expect(userErrors).toEqual([])
    expect(evaluation).toMatchObject({
      status: 'QUEUED',
      phase: null,
      result: null,
      resultsUrl: null,
      reusedFrom: null,
    })
    expect(evaluation!.progress).toMatchObject({ done: 0, total: 60 })
    const done = await api.finish(evaluation!.id)
    expect(done).toMatchObject({ status: 'COMPLETED', error: null, model: { name: 'demo' } })
    expect(Math.abs(done.result!.summary.ap! - demoAp)).toBeLessThan(0.005)
    const results = await resultsOf(done)
    const again = evaluateCoco(truth, results)
    expect(differences(twelveOf(done), twelveOfSummary(again.summary), 'results.json')).toEqual([])
    expect(await server.sql('SELECT FROM detection_run')).toHaveLength(60)
  }, 120_000)

  test('is not run again for other rules, and the same evaluation comes back at once', async () => {
    const omz = { datasetId, detections: { model: 'demo' }, profile: 'OMZ_ACCURACY_CHECKER' }
    const other = await api.finish((await api.evaluate(omz)).evaluation!.id)
    expect(other).toMatchObject({ status: 'COMPLETED', reusedFrom: null })
    expect(await server.sql('SELECT FROM detection_run')).toHaveLength(60)
    const { evaluation } = await api.evaluate(omz)
    expect(evaluation).toMatchObject({ status: 'COMPLETED', reusedFrom: other.id, result: other.result })
    expect(evaluation!.id).not.toBe(other.id)
    expect(await resultsOf(evaluation!)).toEqual(await resultsOf(other))
  }, 60_000)

  test('freezes the photos, and is refused while some are missing unless that is accepted', async () => {
    const some = await datasetOf(1, 2)
    const add = async (number: number) =>
      api.addPhotos(some, [{ uploadId: await api.upload(sceneName(number), scene(number)) }])
    await add(1)
    const input = { datasetId: some, detections: { model: 'demo' } }
    expect(await api.evaluate(input)).toMatchObject({
      evaluation: null,
      userErrors: [{ code: 'PHOTOS_MISSING', hint: expect.stringMatching(/overrides: \[PHOTOS_MISSING\]\.$/) }],
    })
    const { evaluation } = await api.evaluate({ ...input, overrides: ['PHOTOS_MISSING'] })
    expect(evaluation!.warnings).toMatchObject([
      { code: 'PHOTOS_MISSING', severity: 'WARNING', count: 1 },
      { code: 'IMAGES_NOT_EVALUATED', count: 1 },
    ])
    expect(await add(2)).toMatchObject({
      photos: null,
      userErrors: [{ code: 'DATASET_FROZEN', path: ['input', 'datasetId'] }],
    })
    const query = 'query ($id: ID!) { dataset(id: $id) { photoCount frozenAt } }'
    const { data } = await server.graphql<{ dataset: object }>(query, { id: some })
    expect(data.dataset).toEqual({ photoCount: 1, frozenAt: expect.stringMatching(/^\d{4}-/) })
  })

  test('is refused by a name that there is not, with the names there are', async () => {
    const { userErrors } = await api.evaluate({ datasetId, detections: { model: 'unicorn' } })
    expect(userErrors).toMatchObject([
      { code: 'MODEL_NOT_FOUND', path: ['input', 'detections', 'model'], hint: 'There are: demo.' },
    ])
  })
})

describe('stored runs', () => {
  test('are found by file name, and evaluated without the model and without photos of the dataset', async () => {
    await server.postMultipart(
      detectUploads([41, 42, 43].map(number => ({ fileName: sceneName(number), bytes: scene(number) }))),
    )
    const runs = await server.sql('SELECT FROM detection_run')
    const datasetId = await datasetOf(41, 42, 43)
    const { evaluation, userErrors } = await api.evaluate({ datasetId, detections: { storedRunsOf: 'demo' } })
    expect(userErrors).toEqual([])
    const done = await api.finish(evaluation!.id)
    expect(done.status).toBe('COMPLETED')
    expect(done.result!.summary.ap).toBeGreaterThan(0.3)
    expect(await server.sql('SELECT FROM detection_run')).toHaveLength(runs.length)
    const again = evaluateCoco(numbered([41, 42, 43]), await resultsOf(done))
    expect(differences(twelveOf(done), twelveOfSummary(again.summary), 'results.json')).toEqual([])
  }, 60_000)

  test('are those of a model by id, SHA-256 or name', async () => {
    const [model] = await server.sql<{ id: string; sha256: string }>('SELECT id, sha256 FROM model')
    const datasetId = await datasetOf(42, 43)
    const id = `mdl_${model!.id.replaceAll('-', '')}`
    for (const storedRunsOf of ['demo', model!.sha256, model!.sha256.toUpperCase(), id])
      expect(await api.validate({ datasetId, detections: { storedRunsOf } })).toMatchObject({
        valid: true,
        userErrors: [],
      })
    for (const storedRunsOf of ['unicorn', 'mdl_00000000000000000000000000000000', 'a'.repeat(64)])
      expect((await api.validate({ datasetId, detections: { storedRunsOf } })).userErrors).toMatchObject([
        { code: 'MODEL_NOT_FOUND', path: ['input', 'detections', 'storedRunsOf'] },
      ])
  })

  test('of a name that several models had are those of the served one; of a SHA-256 that none serves the ids are told', async () => {
    const rows = await server.sql<{ id: string }>(
      `INSERT INTO model (id, name, sha256, preprocessing, manifest)
       SELECT gen_random_uuid(), name, repeat('b', 64), place::text, manifest FROM model, generate_series(1, 2) AS place
       RETURNING id`,
    )
    const datasetId = await datasetOf(43)
    expect((await api.validate({ datasetId, detections: { storedRunsOf: 'demo' } })).valid).toBe(true)
    const { userErrors } = await api.validate({ datasetId, detections: { storedRunsOf: 'b'.repeat(64) } })
    expect(userErrors).toMatchObject([{ code: 'MODEL_NOT_FOUND', message: expect.stringMatching(/^2 models/) }])
    for (const { id } of rows) expect(userErrors[0]!.hint).toContain(`mdl_${id.replaceAll('-', '')}`)
    const gone = { storedRunsOf: `mdl_${rows[0]!.id.replaceAll('-', '')}` }
    expect((await api.evaluate({ datasetId, detections: gone })).userErrors).toMatchObject([
      { code: 'RUNS_MISSING', path: ['input', 'detections', 'storedRunsOf'] },
    ])
    await server.sql('DELETE FROM model WHERE sha256 = $1', ['b'.repeat(64)])
  })

  test('whose floor is high are refused unless they are said to be truncated, which marks the numbers', async () => {
    const datasetId = await datasetOf(41, 43)
    await server.sql('UPDATE detection_run SET score_floor = 0.3')
    const input = { datasetId, detections: { storedRunsOf: 'demo' } }
    const { userErrors } = await api.evaluate(input)
    expect(userErrors).toMatchObject([
      {
        ...{ code: 'SCORE_FLOOR_TOO_HIGH', path: ['input', 'detections', 'storedRunsOf'] },
        ...{ message: expect.stringContaining('0.3'), hint: expect.stringContaining('allowTruncated: true') },
      },
    ])
    expect(userErrors[0]!.hint).not.toContain('--')
    const done = await api.finish((await api.evaluate({ ...input, allowTruncated: true })).evaluation!.id)
    expect(done.status).toBe('COMPLETED')
    expect(done.warnings).toMatchObject([{ code: 'SCORE_FLOOR_TOO_HIGH', severity: 'WARNING' }])
    await server.sql('UPDATE detection_run SET score_floor = 0.01')
  }, 30_000)
})

describe('an idempotency key', () => {
  const results = JSON.stringify([
    { image_id: 1, category_id: 1, bbox: [1, 1, 50, 50], score: 0.9 },
    { image_id: 2, category_id: 1, bbox: [1, 1, 50, 50], score: 0.01 },
  ])
  let datasetId: string
  beforeAll(async () => {
    datasetId = await createScenes()
  })
  const send = (key: string, text = results, rest = {}) =>
    api.evaluate(
      { datasetId, detections: { results: null }, allowTruncated: true, idempotencyKey: key, ...rest },
      { 'input.detections.results': { fileName: 'r.json', bytes: Buffer.from(text) } },
    )

  test('gives the evaluation of the first request when the request comes again, also many times at once', async () => {
    const first = (await send('a')).evaluation!.id
    const again = await Promise.all(Array.from({ length: 5 }, () => send('a')))
    for (const { evaluation } of again) expect(evaluation!.id).toBe(first)
    const fresh = await Promise.all(Array.from({ length: 5 }, () => send('b')))
    expect(new Set(fresh.map(({ evaluation }) => evaluation!.id)).size).toBe(1)
  }, 30_000)

  test('row 45: is refused with another file, other options, or another way of giving them', async () => {
    const { evaluation } = await send('c')
    expect(evaluation).not.toBeNull()
    const conflict = [{ code: 'IDEMPOTENCY_CONFLICT', path: ['input', 'idempotencyKey'] }]
    expect((await send('c', results.replace('0.9', '0.8'))).userErrors).toMatchObject(conflict)
    expect((await send('c', results, { name: 'other' })).userErrors).toMatchObject(conflict)
    expect((await send('c', results, { profile: 'OMZ_ACCURACY_CHECKER' })).userErrors).toMatchObject(conflict)
    expect((await send('c', results, { name: null, profile: 'PYCOCOTOOLS' })).evaluation!.id).toBe(evaluation!.id)
  }, 30_000)

  test('needs the upload no more once the evaluation is there', async () => {
    const uploadId = await api.upload('r.json', results)
    const input = { datasetId, detections: { uploadId }, allowTruncated: true, idempotencyKey: 'd' }
    const { evaluation } = await api.evaluate(input)
    await server.sql('DELETE FROM upload')
    expect((await api.evaluate(input)).evaluation!.id).toBe(evaluation!.id)
    expect((await api.evaluate({ ...input, idempotencyKey: 'e' })).userErrors).toMatchObject([
      { code: 'UPLOAD_NOT_FOUND', path: ['input', 'detections', 'uploadId'] },
    ])
  }, 30_000)

  test.each<[string, object, string[]]>([
    ['a key of 201 characters', { idempotencyKey: 'k'.repeat(201) }, ['input', 'idempotencyKey']],
    ['an empty key', { idempotencyKey: '' }, ['input', 'idempotencyKey']],
    ['a name of 201 characters', { name: 'n'.repeat(201) }, ['input', 'name']],
    ['21 tags', { tags: Array.from({ length: 21 }, String) }, ['input', 'tags']],
    ['a tag of 101 characters', { tags: ['a', '🙂'.repeat(101)] }, ['input', 'tags', '1']],
  ])('%s is refused', async (_, rest, path) => {
    const { userErrors } = await api.evaluate({ datasetId, detections: { model: 'demo' }, ...rest })
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', path }])
  })
})

describe('an end', () => {
  test('comes to an evaluation that is cancelled, once', async () => {
    const datasetId = await createScenes()
    await server.sql('DELETE FROM detection_run')
    await server.sql('DELETE FROM evaluation')
    const { evaluation } = await api.evaluate({ datasetId, detections: { model: 'demo' } })
    const { evaluation: cancelled, userErrors } = await api.cancel(evaluation!.id)
    expect(userErrors).toEqual([])
    expect(cancelled).toMatchObject({ id: evaluation!.id, status: 'CANCELLED', phase: null, result: null })
    expect((await api.cancel(evaluation!.id)).userErrors).toMatchObject([
      { code: 'EVALUATION_FINISHED', path: ['id'], message: expect.stringContaining('CANCELLED') },
    ])
    expect((await api.cancel('evl_00000000000000000000000000000000')).userErrors).toMatchObject([
      { code: 'EVALUATION_NOT_FOUND', path: ['id'] },
    ])
    expect((await api.find(evaluation!.id)).status).toBe('CANCELLED')
  })

  test('comes with its dataset, also while it runs', async () => {
    const datasetId = await createScenes()
    const { evaluation } = await api.evaluate({ datasetId, detections: { model: 'demo' } })
    const mutation = 'mutation ($id: ID!) { deleteDataset(id: $id) { deletedId } }'
    expect((await server.graphql(mutation, { id: datasetId })).data).toEqual({
      deleteDataset: { deletedId: datasetId },
    })
    expect(await api.find(evaluation!.id)).toBeNull()
    const key = evaluation!.id.slice(4)
    expect(await server.sql('SELECT FROM evaluation_shard WHERE evaluation_id = $1', [key])).toHaveLength(0)
  })
})
