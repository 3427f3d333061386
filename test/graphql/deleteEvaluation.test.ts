import { afterAll, beforeAll, expect, test } from 'vitest'
import { toNodeId } from '../../src/graphql/nodeId.ts'
import { createEvaluating, sceneTruth } from '../helper/evaluating.ts'
import { seedEvaluations } from '../helper/seedEvaluations.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

let server: TestServer
let seeded: Awaited<ReturnType<typeof seedEvaluations>>[number]
beforeAll(async () => {
  server = await startServer({ FOVEA_WORKER: '0' })
  seeded = (await seedEvaluations(server, 1))[0]!
})
afterAll(() => server.stop())

type Deleted = { deleteEvaluation: { deletedId: string | null; userErrors: { code: string; path: string[] }[] } }
const remove = async (id: string) =>
  (
    await server.graphql<Deleted>(
      'mutation ($id: ID!) { deleteEvaluation(id: $id) { deletedId userErrors { code path } } }',
      { id },
    )
  ).data.deleteEvaluation
const statusOf = async (id: string) =>
  (
    await server.graphql<{ evaluation: { status: string } | null }>(
      'query ($id: ID!) { evaluation(id: $id) { status } }',
      { id },
    )
  ).data.evaluation?.status

test('an evaluation is deleted with what belongs to it alone, once', async () => {
  await server.sql('UPDATE dataset SET frozen_at = now() WHERE id = $1', [seeded.dataset])
  const id = toNodeId('Evaluation', seeded.evaluation)
  expect(await remove(id)).toEqual({ deletedId: id, userErrors: [] })
  expect(await statusOf(id)).toBeUndefined()
  expect(await server.sql('SELECT FROM evaluation_shard')).toHaveLength(0)
  expect(await server.rowCounts()).toEqual({ images: 1, runs: 1, detections: 1 })
  expect(await server.sql('SELECT FROM dataset WHERE frozen_at IS NOT NULL')).toHaveLength(1)
  expect(await statusOf(toNodeId('Evaluation', seeded.failed))).toBe('FAILED')
  for (const other of [id, toNodeId('Dataset', seeded.dataset), 'x'])
    expect(await remove(other)).toEqual({
      deletedId: null,
      userErrors: [{ code: 'EVALUATION_NOT_FOUND', path: ['id'] }],
    })
})

test('one that waits for a worker is deleted too, and one that is cancelled in the same operation is read as it is then', async () => {
  const api = createEvaluating(server)
  const { dataset } = await api.createDataset({
    groundTruth: { uploadId: await api.upload('instances.json', sceneTruth()) },
  })
  const results = JSON.stringify([{ image_id: 1, category_id: 1, bbox: [1, 1, 50, 50], score: 0.01 }])
  const input = { datasetId: dataset!.id, detections: { uploadId: await api.upload('r.json', results) } }
  const waiting = (await api.evaluate(input)).evaluation!.id
  const { data } = await server.graphql(
    `mutation ($id: ID!) { cancelEvaluation(id: $id) { evaluation { status } userErrors { code } }
      deleteEvaluation(id: $id) { deletedId }
      again: cancelEvaluation(id: $id) { evaluation { status } userErrors { code } } }`,
    { id: waiting },
  )
  expect(data).toEqual({
    cancelEvaluation: { evaluation: { status: 'CANCELLED' }, userErrors: [] },
    deleteEvaluation: { deletedId: waiting },
    again: { evaluation: null, userErrors: [{ code: 'EVALUATION_NOT_FOUND' }] },
  })
  const queued = (await api.evaluate({ ...input, detections: { uploadId: await api.upload('r.json', results) } }))
    .evaluation!.id
  expect(await statusOf(queued)).toBe('QUEUED')
  expect(await remove(queued)).toEqual({ deletedId: queued, userErrors: [] })
})
