import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWildcats } from '../insight/openWildcats.ts'

let wildcats: Awaited<ReturnType<typeof openWildcats>>
let evaluation: string
beforeAll(async () => {
  wildcats = await openWildcats()
  evaluation = await wildcats.evaluate()
})
afterAll(() => wildcats.close())

test('a confusion matrix has what is there in rows, what was detected in columns, and leaves out what a crowd excuses', async () => {
  expect(
    await wildcats.result(evaluation, 'confusionMatrix { minScore iou categories { fileId name } counts excused }'),
  ).toEqual({
    confusionMatrix: {
      minScore: 0.5,
      iou: 0.5,
      categories: [
        { fileId: 3, name: 'cat' },
        { fileId: 5, name: 'wildcat' },
      ],
      counts: [
        [2, 0, 0],
        [1, 0, 1],
        [0, 1, 0],
      ],
      excused: 1,
    },
  })
})
