import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CocoDetection } from '../../eval/detections.ts'
import { createInsightFunctions } from '../../src/insight/createInsightFunctions.ts'
import type { Insights } from '../../src/insight/insights.ts'
import { type EvaluationLab, openLab, plainRequest } from '../runs/evaluationLab.ts'
import { wildcats } from './wildcats.ts'

let lab: EvaluationLab
let datasetId: string
/** Evaluations of one dataset. */
let first: string
let second: string
let third: string
beforeAll(async () => {
  lab = await openLab()
  datasetId = await lab.dataset(wildcats.groundTruth)
  first = await evaluate(wildcats.detections)
  second = await evaluate(wildcats.detections.slice(1, 4))
  third = await evaluate(wildcats.detections.slice(4))
})
afterAll(() => lab.close())

/** In shards of two images. */
async function evaluate(detections: readonly CocoDetection[]): Promise<string> {
  const source = { kind: 'RESULTS' as const, file: { uploadId: await lab.upload(detections) } }
  const request = { ...plainRequest, datasetId, source, allowTruncated: true }
  const id = await lab.created(request, { images: 2, detections: 1e9 })
  await lab.work(id)
  return id
}

/** Each list asked of functions that keep what they opened, beside functions that open everything anew. */
async function expectApart<Args>(
  questions: readonly Args[],
  ask: (insights: Insights, args: Args) => Promise<unknown>,
): Promise<void> {
  const open = createInsightFunctions({ store: lab.store })
  const answers: string[] = []
  for (const args of questions) {
    const answer = await ask(open, args)
    expect(answer, JSON.stringify(args)).toEqual(await ask(createInsightFunctions({ store: lab.store }), args))
    answers.push(JSON.stringify(answer))
  }
  // Were two answers the same, it would not show that one is given for the other.
  expect(new Set(answers).size).toBe(questions.length)
}

const point = { minScore: 0.5, iou: 0.5 }
const page = { first: 5, after: null }

test('a curve is not that of another category, IoU or evaluation', async () => {
  const asked = { evaluationId: first, categoryIds: [3], iou: 0.5 }
  const others = [{ categoryIds: [null] }, { categoryIds: [5] }, { iou: 0.8 }, { evaluationId: second }]
  await expectApart([asked, ...others.map(other => ({ ...asked, ...other }))], (insights, args) =>
    insights.precisionRecall(args),
  )
})

test('a best F1 is not that of another IoU or evaluation', async () => {
  const asked = { evaluationId: first, iou: 0.5 }
  await expectApart([asked, { ...asked, iou: 0.8 }, { ...asked, evaluationId: second }], (insights, args) =>
    insights.bestF1(args),
  )
})

test('a confusion matrix is not that of another score, IoU or evaluation', async () => {
  const asked = { evaluationId: first, ...point }
  const others = [{ minScore: 0.4 }, { iou: 0.8 }, { evaluationId: second }]
  await expectApart([asked, ...others.map(other => ({ ...asked, ...other }))], async (insights, args) => {
    const { actual, predicted, counts } = await insights.confusionMatrix(args)
    return [actual, predicted, counts].map(column => [...column])
  })
})

test('the images of a cell are not those of another cell, score, IoU or evaluation', async () => {
  const asked = { evaluationId: first, ...point, ...page }
  const cells = [
    { actual: 3, predicted: 3 },
    { actual: 5, predicted: 3 },
    { actual: 5, predicted: null },
    { actual: null, predicted: 5 },
  ]
  const questions = cells.map(cell => ({ ...asked, cell }))
  await expectApart(questions, (insights, args) => insights.confusedImages(args))
  const diagonal = { ...asked, cell: cells[0]! }
  const others = [{ minScore: 0.95 }, { iou: 0.8 }, { evaluationId: second }]
  await expectApart([diagonal, ...others.map(other => ({ ...diagonal, ...other }))], (insights, args) =>
    insights.confusedImages(args),
  )
})

test('a list of images is not that of another order, score, IoU or evaluation', async () => {
  const asked = { evaluationId: first, ...point, ...page, orderBy: 'MOST_ERRORS' as const }
  const others = [
    { orderBy: 'MOST_MISSES' as const },
    { orderBy: 'FILE_ID' as const },
    { minScore: 0.95 },
    { iou: 0.8 },
    { evaluationId: second },
  ]
  const questions = [asked, ...others.map(other => ({ ...asked, ...other }))]
  await expectApart(questions, (insights, args) => insights.images(args))
})

test('the order of images is not that of another score or IoU, though their counts are right', async () => {
  const asked = { evaluationId: first, ...point, ...page, orderBy: 'MOST_ERRORS' as const }
  for (const other of [{ minScore: 0.95 }, { iou: 0.8 }])
    await expectApart([asked, { ...asked, ...other }], async (insights, args) =>
      (await insights.images(args)).rows.map(({ imageId }) => imageId),
    )
})

test('boxes are not those of another shard, score, IoU or evaluation', async () => {
  const asked = { evaluationId: first, ...point, imageIds: [10] }
  const others = [
    { imageIds: [20] },
    { imageIds: [30] },
    { minScore: 0.85 },
    { imageIds: [20], iou: 0.8 },
    { evaluationId: second },
  ]
  await expectApart([asked, ...others.map(other => ({ ...asked, ...other }))], (insights, args) => insights.boxes(args))
})

test('an error breakdown is not that of another evaluation', async () => {
  await expectApart([first, second, third], (insights, evaluationId) => insights.errorBreakdown({ evaluationId }))
})

test.each([
  { candidateId: 'second' },
  { baselineId: 'third' },
  { direction: 'BETTER' as const },
  { minScore: 0.65 },
  { iou: 0.8 },
])('changed images are not those with %o', async ({ candidateId = 'third', baselineId = 'first', ...other }) => {
  const ids: Record<string, string> = { first, second, third }
  const asked = { baselineId: first, candidateId: third, direction: 'WORSE' as const, ...point, ...page }
  const changed = { ...asked, baselineId: ids[baselineId]!, candidateId: ids[candidateId]!, ...other }
  await expectApart([asked, changed], (insights, args) => insights.changedImages(args))
})
