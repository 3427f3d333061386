import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEvaluating, sceneTruth } from '../helper/evaluating.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

let server: TestServer
let api: ReturnType<typeof createEvaluating>
let datasetId: string
beforeAll(async () => {
  server = await startServer({ FOVEA_WORKER: '0' })
  api = createEvaluating(server)
  const uploadId = await api.upload('instances.json', sceneTruth())
  datasetId = (await api.createDataset({ groundTruth: { uploadId } })).dataset!.id
})
afterAll(() => server.stop())

const results = JSON.stringify([
  { image_id: 1, category_id: 1, bbox: [1, 1, 50, 50], score: 0.9 },
  { image_id: 2, category_id: 1, bbox: [1, 1, 50, 50], score: 0.01 },
])
const send = (key: string, text = results, rest = {}) =>
  api.evaluate(
    { datasetId, detections: { results: null }, allowTruncated: true, idempotencyKey: key, ...rest },
    { 'input.detections.results': { fileName: 'r.json', bytes: Buffer.from(text) } },
  )

test('an idempotency key gives the evaluation of the first request when the request comes again, also many times at once', async () => {
  const first = (await send('a')).evaluation!.id
  const again = await Promise.all(Array.from({ length: 5 }, () => send('a')))
  for (const { evaluation } of again) expect(evaluation!.id).toBe(first)
  const fresh = await Promise.all(Array.from({ length: 5 }, () => send('b')))
  expect(new Set(fresh.map(({ evaluation }) => evaluation!.id)).size).toBe(1)
})

test('row 45: an idempotency key is refused with another file, other options, or another way of giving them', async () => {
  const { evaluation } = await send('c')
  expect(evaluation).not.toBeNull()
  const conflict = [{ code: 'IDEMPOTENCY_CONFLICT', path: ['input', 'idempotencyKey'] }]
  expect((await send('c', results.replace('0.9', '0.8'))).userErrors).toMatchObject(conflict)
  expect((await send('c', results, { name: 'other' })).userErrors).toMatchObject(conflict)
  expect((await send('c', results, { profile: 'OMZ_ACCURACY_CHECKER' })).userErrors).toMatchObject(conflict)
  expect((await send('c', results, { name: null, profile: 'PYCOCOTOOLS' })).evaluation!.id).toBe(evaluation!.id)
})

test('an idempotency key needs the upload no more once the evaluation is there', async () => {
  const uploadId = await api.upload('r.json', results)
  const input = { datasetId, detections: { uploadId }, allowTruncated: true, idempotencyKey: 'd' }
  const { evaluation } = await api.evaluate(input)
  await server.sql('DELETE FROM upload')
  expect((await api.evaluate(input)).evaluation!.id).toBe(evaluation!.id)
  expect((await api.evaluate({ ...input, idempotencyKey: 'e' })).userErrors).toMatchObject([
    { code: 'UPLOAD_NOT_FOUND', path: ['input', 'detections', 'uploadId'] },
  ])
})

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

test('the same bytes are the same request under the id of another upload and in the request itself, other bytes are not', async () => {
  const evaluate = async (text: string) =>
    api.evaluate({
      ...{ datasetId, detections: { uploadId: await api.upload('r.json', text) } },
      ...{ allowTruncated: true, idempotencyKey: 'f' },
    })
  const { evaluation } = await evaluate(results)
  expect((await evaluate(results)).evaluation!.id).toBe(evaluation!.id)
  expect((await send('f')).evaluation!.id).toBe(evaluation!.id)
  expect((await evaluate(`${results} `)).userErrors).toMatchObject([{ code: 'IDEMPOTENCY_CONFLICT' }])
})

test('a repeated request that names another upload is told that this one has gone', async () => {
  const first = await api.upload('r.json', results)
  const again = await api.upload('r.json', results)
  const input = { datasetId, detections: { uploadId: first }, allowTruncated: true, idempotencyKey: 'g' }
  await api.evaluate(input)
  await server.sql('DELETE FROM upload')
  expect((await api.evaluate({ ...input, detections: { uploadId: again } })).userErrors).toMatchObject([
    { code: 'UPLOAD_NOT_FOUND', path: ['input', 'detections', 'uploadId'] },
  ])
})
