import { afterAll, beforeAll, expect, test } from 'vitest'
import { createStore, type Store } from '../../src/store/createStore.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'
import { newEvaluation, newWork, storeDataset, stored } from './newEvaluation.ts'

let store: Store
let datasetId: string
let modelId: string
beforeAll(async () => {
  store = createStore(await freshDatabase())
  datasetId = await storeDataset(store, 4)
  modelId = (await store.models.register({ name: 'm', sha256: 'a', preprocessing: 'b', manifest: {} })).id
})
afterAll(() => store.close())

test('of what waits only what can be done is listed, the oldest first, so much at a time; the rest is named', async () => {
  const limits = { scoreFloor: 0.1, maxDetections: 300 }
  const insert = (changes: Parameters<typeof newEvaluation>[1], shards: number) =>
    stored(store.evaluations.insert(newEvaluation(datasetId, changes), newWork(shards)))
  const elsewhere = { scoreFloor: 0.05, maxDetections: 300 }
  const foreign = await insert({ source: 'MODEL', modelId, limits: elsewhere, detectCount: 1 }, 3)
  const own = await insert({ source: 'MODEL', modelId, limits, detectCount: 1 }, 2)
  const detected = await insert({ source: 'MODEL', modelId, limits: elsewhere, detectCount: 0 }, 1)
  const plain = await insert({}, 2)
  const ended = await insert({}, 1)
  await store.evaluations.cancel(ended)

  const here = [{ modelId, ...limits }]
  const inOrder = [
    { evaluationId: own, shard: 0, detection: here[0] },
    { evaluationId: own, shard: 1, detection: here[0] },
    { evaluationId: detected, shard: 0, detection: null },
    { evaluationId: plain, shard: 0, detection: null },
    { evaluationId: plain, shard: 1, detection: null },
  ]
  expect(await store.unfinished.list(here)).toEqual({ shards: inOrder, accumulations: [] })
  expect((await store.unfinished.list(here, 3)).shards).toEqual(inOrder.slice(0, 3))
  expect((await store.unfinished.list([])).shards).toEqual(inOrder.slice(2))
  expect(await store.unfinished.listElsewhere(here)).toEqual([{ evaluationId: foreign, modelId, ...elsewhere }])

  const packed = { detections: null, matches: Buffer.from('m'), overlaps: Buffer.from('o') }
  const { attempt } = (await store.shards.begin(detected, 0))!
  await store.shards.finish({ evaluationId: detected, ordinal: 0, attempt }, packed, async () => undefined)
  const { shards, accumulations } = await store.unfinished.list(here, 3)
  expect(shards).toEqual([...inOrder.slice(0, 2), inOrder[3]])
  expect(accumulations).toEqual([detected])
})
