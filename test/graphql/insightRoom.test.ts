import { afterAll, beforeAll, expect, test } from 'vitest'
import { toNodeId } from '../../src/graphql/nodeId.ts'
import { expectRefused } from '../helper/expectRefused.ts'
import { openWildcats } from '../insight/openWildcats.ts'

let wildcats: Awaited<ReturnType<typeof openWildcats>>
/** 2,100 categories; of number 7 an object that number 8 is taken for, and of 8 detections of nothing on 100 places. */
let large: string
beforeAll(async () => {
  wildcats = await openWildcats()
  const { lab } = wildcats
  const groundTruth = {
    images: [{ id: 1, file_name: '1.png', width: 2000, height: 100 }],
    annotations: [{ id: 11, image_id: 1, category_id: 7, bbox: [0, 50, 10, 10], area: 100, iscrowd: 0 }],
    categories: Array.from({ length: 2100 }, (_, index) => ({ id: index + 1, name: `number ${index + 1}` })),
  }
  const wrong = Array.from({ length: 100 }, (_, index) => [20 * index, 0, 10, 10])
  const detections = [[0, 50, 10, 10], ...wrong].map(bbox => ({ image_id: 1, category_id: 8, bbox, score: 0.9 }))
  const source = { kind: 'RESULTS' as const, file: { uploadId: await lab.upload(detections) } }
  large = await wildcats.evaluate({ datasetId: await lab.dataset(groundTruth), source })
})
afterAll(() => wildcats.close())

const ask = (fields: string, fragments = '') =>
  wildcats.server.graphql(
    `{ evaluation(id: "${toNodeId('Evaluation', large)}") { result { ${fields} } } } ${fragments}`,
  )

const many = (count: number, field: string) =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ')

test('a matrix of 2,100 categories has its confusions, and says so where its counts do not fit', async () => {
  const cell = '{ actual { fileId } predicted { fileId } count }'
  const { data, errors } = await ask(`confusionMatrix { excused confusions(includeBackground: true) ${cell} }`)
  expect(errors).toEqual([])
  expect(data).toMatchObject({
    evaluation: {
      result: {
        confusionMatrix: {
          excused: 0,
          confusions: [
            { actual: null, predicted: { fileId: 8 }, count: 99 },
            { actual: { fileId: 7 }, predicted: { fileId: 8 }, count: 1 },
          ],
        },
      },
    },
  })
  const refused = await ask('confusionMatrix { counts }')
  expectRefused(refused, 200, 'BAD_USER_INPUT', /at most 100000 fields of counts/)
  expect(refused.errors[0]!.extensions.hint).toMatch(/`confusions`/)
})

test('categories and boxes of an answer are bounded where only data tells how many there are', async () => {
  const point = 'perCategory { category { name } best { score f1 precision recall reason } }'
  expectRefused(await ask(`bestF1 { ${many(6, point)} }`), 200, 'BAD_USER_INPUT', /at most 100000 fields of categories/)
  expect((await ask(`bestF1 { ${many(5, point)} }`)).errors).toEqual([])
  const boxes = 'falsePositives { ...Drawn }'
  const drawn = 'fragment Drawn on EvaluatedDetection { category { name } score box { x y width height } }'
  const refused = await ask(`image(fileId: 1) { ${many(130, boxes)} }`, drawn)
  expectRefused(refused, 200, 'BAD_USER_INPUT', /at most 100000 fields of boxes/)
  expect((await ask(`image(fileId: 1) { ${many(100, boxes)} }`, drawn)).errors).toEqual([])
})
