import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { evaluateCoco } from '../../eval/index.ts'
import { keyOf } from '../../src/graphql/nodeId.ts'
import { detectUploads } from '../helper/detectUploads.ts'
import { differences, twelveOf as twelveOfSummary } from '../helper/evalFixture.ts'
import { createEvaluating, type Evaluated, sceneName, sceneTruth, twelveOf, zipOf } from '../helper/evaluating.ts'
import { eventually } from '../helper/eventually.ts'
import { scene } from '../helper/scene.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

let server: TestServer
let api: ReturnType<typeof createEvaluating>
beforeAll(async () => {
  server = await startServer()
  api = createEvaluating(server)
})
afterAll(() => server.stop())

const truth = JSON.parse(sceneTruth().toString())

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

const from = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index)

async function addScenes(datasetId: string, numbers: readonly number[]) {
  const photos = await zipOf(numbers.map(number => ({ fileName: sceneName(number), bytes: scene(number) })))
  return api.addPhotos(datasetId, [{ uploadId: await api.upload('scenes.zip', photos) }])
}

type Result = { image_id: number; category_id: number; bbox: number[]; score: number }

async function resultsOf({ resultsUrl }: { resultsUrl: string | null }): Promise<Result[]> {
  const answer = await fetch(resultsUrl!)
  expect(answer.status).toBe(200)
  return (await answer.json()) as Result[]
}

describe('a model on the photos of a dataset', () => {
  const some = from(1, 12)
  let datasetId: string
  beforeAll(async () => {
    datasetId = await datasetOf(...some)
  })

  test('is refused while there is no photo', async () => {
    const { evaluation, userErrors } = await api.evaluate({ datasetId, detections: { model: 'demo' } })
    expect(evaluation).toBeNull()
    expect(userErrors).toMatchObject([{ code: 'PHOTOS_MISSING', path: ['input', 'datasetId'] }])
    expect(await server.sql('SELECT FROM evaluation')).toHaveLength(0)
  })

  test('goes the whole way, and its numbers come again from its results', async () => {
    await addScenes(datasetId, some)
    const { evaluation, userErrors } = await api.evaluate({ datasetId, detections: { model: 'demo' }, name: 'first' })
    expect(userErrors).toEqual([])
    expect(evaluation).toMatchObject({
      status: 'QUEUED',
      phase: null,
      result: null,
      resultsUrl: null,
      reusedFrom: null,
    })
    expect(evaluation!.progress).toMatchObject({ done: 0, total: 12 })
    const done = await api.finish(evaluation!.id)
    expect(done).toMatchObject({ status: 'COMPLETED', error: null, model: { name: 'demo' } })
    expect(done.result!.summary.ap).toBeGreaterThan(0.5)
    const results = await resultsOf(done)
    const again = evaluateCoco(numbered(some), results)
    expect(differences(twelveOf(done), twelveOfSummary(again.summary), 'results.json')).toEqual([])
    expect(await server.sql('SELECT FROM detection_run')).toHaveLength(12)
  }, 15_000)

  test('is not run again for other rules, and the same evaluation comes back at once', async () => {
    const omz = { datasetId, detections: { model: 'demo' }, profile: 'OMZ_ACCURACY_CHECKER' }
    const other = await api.finish((await api.evaluate(omz)).evaluation!.id)
    expect(other).toMatchObject({ status: 'COMPLETED', reusedFrom: null })
    expect(await server.sql('SELECT FROM detection_run')).toHaveLength(12)
    const { evaluation } = await api.evaluate(omz)
    expect(evaluation).toMatchObject({ status: 'COMPLETED', reusedFrom: other.id, result: other.result })
    expect(evaluation!.id).not.toBe(other.id)
    expect(await resultsOf(evaluation!)).toEqual(await resultsOf(other))
  }, 15_000)

  test('freezes the photos, and is refused while some are missing unless that is accepted', async () => {
    const two = await datasetOf(1, 2)
    await addScenes(two, [1])
    const input = { datasetId: two, detections: { model: 'demo' } }
    expect(await api.evaluate(input)).toMatchObject({
      evaluation: null,
      userErrors: [{ code: 'PHOTOS_MISSING', hint: expect.stringMatching(/overrides: \[PHOTOS_MISSING\]\.$/) }],
    })
    const { evaluation } = await api.evaluate({ ...input, overrides: ['PHOTOS_MISSING'] })
    expect(evaluation!.warnings).toMatchObject([
      { code: 'PHOTOS_MISSING', severity: 'WARNING', count: 1 },
      { code: 'IMAGES_NOT_EVALUATED', count: 1 },
    ])
    expect(await addScenes(two, [2])).toMatchObject({
      photos: null,
      userErrors: [{ code: 'DATASET_FROZEN', path: ['input', 'datasetId'] }],
    })
    const query = 'query ($id: ID!) { dataset(id: $id) { photoCount frozenAt } }'
    const { data } = await server.graphql<{ dataset: object }>(query, { id: two })
    expect(data.dataset).toEqual({ photoCount: 1, frozenAt: expect.stringMatching(/^\d{4}-/) })
  })

  test('goes on without a photo whose pixels are cut off, which is counted and told', async () => {
    const broken = await datasetOf(13, 14)
    const cut = scene(14).subarray(0, Math.floor(scene(14).length / 2))
    const { photos } = await api.addPhotos(broken, [
      { uploadId: await api.upload(sceneName(13), scene(13)) },
      { uploadId: await api.upload(sceneName(14), cut) },
    ])
    expect(photos).toMatchObject({ added: 2, refused: 0 })
    const { evaluation } = await api.evaluate({ datasetId: broken, detections: { model: 'demo' } })
    const done = await api.finish(evaluation!.id)
    expect(done).toMatchObject({ status: 'COMPLETED', error: null })
    expect(done.warnings).toMatchObject([{ code: 'IMAGES_FAILED', severity: 'WARNING', count: 1 }])
    const query = `query ($id: ID!) { evaluation(id: $id) { failedImageCount
      failedImages { nodes { code message fileId fileName } } } }`
    const message = expect.stringMatching(/\S/)
    expect((await server.graphql(query, { id: done.id })).data).toEqual({
      evaluation: {
        failedImageCount: 1,
        failedImages: { nodes: [{ code: 'IMAGE_CORRUPT', message, fileId: 14, fileName: sceneName(14) }] },
      },
    })
    expect(new Set((await resultsOf(done)).map(({ image_id }) => image_id))).toEqual(new Set([13]))
  }, 15_000)

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
  }, 15_000)

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
})

describe('an end', () => {
  /** A dataset whose photos are new, and an evaluation of the demo model that has stored its first runs. */
  async function atWork(first: number) {
    const numbers = from(first, 18)
    const datasetId = await datasetOf(...numbers)
    await addScenes(datasetId, numbers)
    const { evaluation } = await api.evaluate({ datasetId, detections: { model: 'demo' } })
    const { id } = evaluation!
    await eventually(async () => {
      const running = await api.find(id)
      expect(running).toMatchObject({ status: 'RUNNING', phase: 'DETECTING' })
      expect(running.progress.done).toBeGreaterThan(0)
    })
    return { id, datasetId }
  }

  /** Nobody works on an evaluation any more, nor will. */
  const idle = () =>
    eventually(async () => {
      const jobs = await server.sql("SELECT state::text FROM jobs.job WHERE name LIKE 'evaluation-%'")
      expect(jobs).toEqual(jobs.map(() => ({ state: 'completed' })))
    })

  test('comes to an evaluation that is cancelled while it detects, once, and nothing is stored of it any more', async () => {
    const { id, datasetId } = await atWork(15)
    const { evaluation, userErrors } = await api.cancel(id)
    expect(userErrors).toEqual([])
    expect(evaluation).toMatchObject({ id, status: 'CANCELLED', phase: null, result: null })
    await idle()
    const { status, result, progress } = (await api.find(id)) as Evaluated
    expect({ status, result, progress }).toEqual({ status: 'CANCELLED', result: null, progress: evaluation!.progress })
    const runs = await server.sql(
      'SELECT FROM detection_run r JOIN dataset_image d ON d.image_id = r.image_id WHERE d.dataset_id = $1',
      [keyOf('Dataset', datasetId)],
    )
    expect(runs).toHaveLength(progress.done)
    expect(progress.done).toBeLessThan(18)
    expect((await api.cancel(id)).userErrors).toMatchObject([
      { code: 'EVALUATION_FINISHED', path: ['id'], message: expect.stringContaining('CANCELLED') },
    ])
  }, 20_000)

  test('is told of no evaluation that there is not', async () => {
    expect((await api.cancel('evl_00000000000000000000000000000000')).userErrors).toMatchObject([
      { code: 'EVALUATION_NOT_FOUND', path: ['id'] },
    ])
  })

  test('comes with its dataset while it detects, and nothing of it is stored any more', async () => {
    const { id, datasetId } = await atWork(36)
    const mutation = 'mutation ($id: ID!) { deleteDataset(id: $id) { deletedId } }'
    expect((await server.graphql(mutation, { id: datasetId })).data).toEqual({
      deleteDataset: { deletedId: datasetId },
    })
    expect(await api.find(id)).toBeNull()
    const counts = () => server.rowCounts()
    const left = await counts()
    await idle()
    expect(await api.find(id)).toBeNull()
    expect(await counts()).toEqual(left)
    const key = keyOf('Evaluation', id)
    expect(await server.sql('SELECT FROM evaluation_shard WHERE evaluation_id = $1', [key])).toHaveLength(0)
  }, 20_000)
})
