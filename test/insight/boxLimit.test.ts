import { afterAll, beforeAll, expect, test } from 'vitest'
import { createInsightFunctions } from '../../src/insight/createInsightFunctions.ts'
import { type EvaluationLab, openLab, plainRequest } from '../runs/evaluationLab.ts'
import { wildcats } from './wildcats.ts'

let lab: EvaluationLab
let evaluationId: string
beforeAll(async () => {
  lab = await openLab()
  const source = { kind: 'RESULTS' as const, file: { uploadId: await lab.upload(wildcats.detections) } }
  const datasetId = await lab.dataset(wildcats.groundTruth)
  evaluationId = await lab.created({ ...plainRequest, datasetId, source, allowTruncated: true })
  await lab.work(evaluationId)
})
afterAll(() => lab.close())

const point = { minScore: 0.5, iou: 0.5 }
const limited = (maxBoxes: number) => createInsightFunctions({ store: lab.store, maxBoxes })

test('boxes of more detections and objects than an answer may have are refused with what to do', async () => {
  // On image 10 a cat with its detection, a wrong detection and a missed wildcat; on 20 a cat with its own, a crowd and what it excuses.
  const asked = { evaluationId, ...point, imageIds: [10, 20] }
  expect(await limited(8).boxes(asked)).toHaveLength(2)
  await expect(limited(7).boxes(asked)).rejects.toMatchObject({
    code: 'OPTIONS_INVALID',
    message: expect.stringMatching(/at most 7 boxes .* there are 8$/),
    hint: expect.stringMatching(/by `first`, or for a higher minScore/),
  })
})

test('the pairs of a cell count alone, whatever else is on their images, and a page without them counts nothing', async () => {
  const cell = { actual: 5, predicted: 3 }
  const pairs = { evaluationId, ...point, cell, imageIds: [10] }
  expect(await limited(2).confusions(pairs)).toMatchObject([[{ object: { fileId: 102 } }]])
  await expect(limited(1).confusions(pairs)).rejects.toThrow('at most 1 boxes')
  expect(await limited(0).confusedImages({ evaluationId, ...point, cell, first: 5, after: null })).toMatchObject({
    total: 1,
  })
  // With fewer detections there are more objects that none takes.
  const missed = { ...pairs, cell: { actual: 5, predicted: null }, imageIds: [40] }
  await expect(limited(0).confusions(missed)).rejects.toMatchObject({ hint: 'Ask for fewer images by `first`.' })
})
