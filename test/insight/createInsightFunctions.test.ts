import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CocoDetection } from '../../eval/detections.ts'
import { createInsightFunctions } from '../../src/insight/createInsightFunctions.ts'
import { addPhotos } from '../../src/runs/addPhotos.ts'
import type { Store } from '../../src/store/createStore.ts'
import { type EvaluationLab, openLab, plainRequest } from '../runs/evaluationLab.ts'
import { wildcats } from './wildcats.ts'

let lab: EvaluationLab
let datasetId: string
beforeAll(async () => {
  lab = await openLab()
  datasetId = await lab.dataset(wildcats.groundTruth)
})
afterAll(() => lab.close())

/** In shards of two images. */
async function evaluate(dataset: string, detections: readonly CocoDetection[], name: string | null = null) {
  const source = { kind: 'RESULTS' as const, file: { uploadId: await lab.upload(detections) } }
  const request = { ...plainRequest, datasetId: dataset, source, allowTruncated: true, name }
  const id = await lab.created(request, { images: 2, detections: 1e9 })
  await lab.work(id)
  return id
}

const point = { minScore: 0.5, iou: 0.5 }

/** The store, and which columns of shards were read from it. */
function watched(store: Store) {
  const read: string[] = []
  const readPacked: Store['shards']['readPacked'] = (id, ordinal, column) => {
    read.push(`${column} ${ordinal}`)
    return store.shards.readPacked(id, ordinal, column)
  }
  return { read, store: { ...store, shards: { ...store.shards, readPacked } } }
}

test('questions at once open an evaluation once, and each reads the columns that it needs alone', async () => {
  const evaluationId = await evaluate(datasetId, wildcats.detections)
  const { read, store } = watched(lab.store)
  const ask = createInsightFunctions({ store })
  await Promise.all([
    ask.bestF1({ evaluationId, iou: 0.5 }),
    ask.precisionRecall({ evaluationId, iou: 0.5, categoryIds: [null] }),
  ])
  expect(read).toEqual(['matches 0', 'matches 1', 'matches 2'])
  read.length = 0
  await Promise.all([ask.confusionMatrix({ evaluationId, ...point }), ask.errorBreakdown({ evaluationId })])
  expect(read).toEqual(['overlaps 0', 'overlaps 1', 'overlaps 2'])
  read.length = 0
  await ask.confusionMatrix({ evaluationId, minScore: 0.3, iou: 0.3 })
  expect(read).toEqual([])
  // Image 40 is in the first of three shards.
  await ask.boxes({ evaluationId, ...point, imageIds: [40] })
  expect(read).toEqual(['detections 0'])
})

test('without room for two evaluations each is opened anew, and the answers are the same', async () => {
  const evaluationId = await evaluate(datasetId, wildcats.detections)
  const another = await evaluate(datasetId, wildcats.detections.slice(3))
  const { read, store } = watched(lab.store)
  const ask = createInsightFunctions({ store, maxBytes: 0 })
  const { rows, total } = await ask.images({ evaluationId, ...point, first: 5, after: null, orderBy: 'MOST_MISSES' })
  expect([total, rows.map(({ imageId }) => imageId)]).toEqual([5, [10, 40, 20, 30, 50]])
  const opened = ['overlaps 0', 'overlaps 1', 'overlaps 2']
  for (const id of [another, evaluationId]) {
    read.length = 0
    await ask.confusionMatrix({ evaluationId: id, ...point })
    expect(read).toEqual(opened)
  }
})

test('a deleted evaluation is not answered from memory', async () => {
  const evaluationId = await evaluate(datasetId, wildcats.detections.slice(1))
  const ask = createInsightFunctions({ store: lab.store })
  await ask.confusionMatrix({ evaluationId, ...point })
  await lab.store.evaluations.delete(evaluationId)
  await expect(ask.confusionMatrix({ evaluationId, ...point })).rejects.toMatchObject({ code: 'EVALUATION_NOT_FOUND' })
})

test('an evaluation whose shards are handed to it while they are read is answered', async () => {
  const owner = await evaluate(datasetId, wildcats.detections.slice(2), 'owner')
  const heir = await evaluate(datasetId, wildcats.detections.slice(2), 'heir')
  const readPacked: Store['shards']['readPacked'] = async (id, ordinal, column) => {
    if (id === owner) await lab.store.evaluations.delete(owner)
    return lab.store.shards.readPacked(id, ordinal, column)
  }
  const ask = createInsightFunctions({ store: { ...lab.store, shards: { ...lab.store.shards, readPacked } } })
  expect((await ask.confusionMatrix({ evaluationId: heir, ...point })).excused).toBe(1)
})

test('images that changed are listed by how much, each in the direction in which it changed', async () => {
  const baselineId = await evaluate(datasetId, wildcats.detections)
  const [, wrong, second, , confused, first] = wildcats.detections
  // Image 30 has its wrong wildcat twice, 10 its wildcat right, 20 its cat no more.
  const moved = [
    wrong!,
    { ...wrong!, score: 0.9 },
    { ...confused!, category_id: 5 },
    first!,
    { ...second!, score: 0.1 },
  ]
  const candidateId = await evaluate(datasetId, moved)
  const ask = createInsightFunctions({ store: lab.store })
  const list = async (direction: 'WORSE' | 'BETTER') => {
    const { rows, total } = await ask.changedImages({
      baselineId,
      candidateId,
      direction,
      ...point,
      first: 1,
      after: null,
    })
    return { total, rows: rows.map(({ cursor: _, ...row }) => row) }
  }
  expect(await list('WORSE')).toEqual({
    total: 2,
    rows: [
      {
        baseline: { imageId: 20, truePositives: 1, falsePositives: 0, excused: 1, misses: 0 },
        candidate: { imageId: 20, truePositives: 0, falsePositives: 0, excused: 0, misses: 1 },
        change: 1,
      },
    ],
  })
  expect(await list('BETTER')).toEqual({
    total: 1,
    rows: [
      {
        baseline: { imageId: 10, truePositives: 1, falsePositives: 1, excused: 0, misses: 1 },
        candidate: { imageId: 10, truePositives: 2, falsePositives: 0, excused: 0, misses: 0 },
        change: -2,
      },
    ],
  })
})

test('boxes that were drawn before a photo was turned are given on the turned photo, once it is there', async () => {
  const truth = {
    images: [{ id: 1, file_name: 'turned.jpg', width: 30, height: 20 }],
    annotations: [{ id: 7, image_id: 1, category_id: 3, bbox: [3, 5, 11, 4], area: 44, iscrowd: 0 }],
    categories: [{ id: 3, name: 'cat' }],
  }
  const raw = await lab.dataset(truth, 'RAW')
  const evaluationId = await evaluate(raw, [{ image_id: 1, category_id: 3, bbox: [3, 5, 11, 4], score: 0.9 }])
  const ask = createInsightFunctions({ store: lab.store })
  const pair = async () => {
    const [boxes] = await ask.boxes({ evaluationId, ...point, imageIds: [1] })
    const { detection, object } = boxes!.truePositives[0]!
    return [detection!.box, object!.box]
  }
  expect(await pair()).toEqual([
    [3, 5, 11, 4],
    [3, 5, 11, 4],
  ])
  const photo = await sharp({ create: { width: 30, height: 20, channels: 3, background: 'white' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const limits = { maxTextBytes: 1e9, maxImageBytes: 1e9 }
  const uploadId = await lab.upload(photo, 'turned.jpg')
  expect(await addPhotos({ store: lab.store, limits }, { datasetId: raw, photos: [{ uploadId }] })).toMatchObject({
    added: 1,
  })
  // A quarter to the right: 20 wide and 30 high, what was at the left is at the top.
  expect(await pair()).toEqual([
    [11, 3, 4, 11],
    [11, 3, 4, 11],
  ])
})
