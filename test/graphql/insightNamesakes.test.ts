import { afterAll, beforeAll, expect, test } from 'vitest'
import { toNodeId } from '../../src/graphql/nodeId.ts'
import { expectRefused } from '../helper/expectRefused.ts'
import { openWildcats } from '../insight/openWildcats.ts'

const box = [10, 10, 40, 40]
/** Category 9 is called as 2 is; on image 1 it is taken for 4, on image 2 category 2 is. */
const truth = {
  images: [1, 2].map(id => ({ id, file_name: `${id}.png`, width: 200, height: 100 })),
  annotations: [
    { id: 11, image_id: 1, category_id: 9, bbox: box, area: 1600, iscrowd: 0 },
    { id: 12, image_id: 2, category_id: 2, bbox: box, area: 1600, iscrowd: 0 },
    { id: 13, image_id: 2, category_id: 9, bbox: [100, 10, 40, 40], area: 1600, iscrowd: 0 },
  ],
  categories: [
    { id: 9, name: 'cat' },
    { id: 2, name: 'cat' },
    { id: 4, name: 'dog' },
  ],
}

let wildcats: Awaited<ReturnType<typeof openWildcats>>
let evaluation: string
beforeAll(async () => {
  wildcats = await openWildcats()
  const { lab } = wildcats
  const detections = [
    { image_id: 1, category_id: 4, bbox: box, score: 0.9 },
    { image_id: 2, category_id: 4, bbox: box, score: 0.8 },
    { image_id: 2, category_id: 9, bbox: [100, 10, 40, 40], score: 0.7 },
    { image_id: 1, category_id: 9, bbox: [150, 60, 20, 20], score: 0.6 },
  ]
  const source = { kind: 'RESULTS' as const, file: { uploadId: await lab.upload(detections) } }
  evaluation = await wildcats.evaluate({ datasetId: await lab.dataset(truth), source })
})
afterAll(() => wildcats.close())

const ask = async <Value>(field: string): Promise<Value> =>
  Object.values(await wildcats.result<Record<string, Value>>(evaluation, field))[0]!

const refused = (field: string) =>
  wildcats.server.graphql(`{ evaluation(id: "${toNodeId('Evaluation', evaluation)}") { result { ${field} } } }`)

test('of two categories of one name each is reached by its id', async () => {
  const images = (args: string) => ask(`confusedImages(${args}, first: 5) { nodes { image { fileId } } }`)
  expect(await images('actualId: 9, predicted: "dog"')).toEqual({ nodes: [{ image: { fileId: 1 } }] })
  expect(await images('actualId: 2, predictedId: 4')).toEqual({ nodes: [{ image: { fileId: 2 } }] })
  const last = async (id: number) => (await ask<object[]>(`precisionRecall(categoryId: ${id}) { precision }`)).at(50)
  expect(await last(9)).toEqual({ precision: expect.closeTo(1, 12) })
  expect(await last(2)).toEqual({ precision: 0 })
})

test('a name that several categories have is refused with their ids, not taken for one of them', async () => {
  for (const field of [
    'confusedImages(actual: "cat", first: 5) { totalCount }',
    'precisionRecall(category: "cat") { recall }',
    'confusionMatrix { confusions(predicted: "cat") { count } }',
  ]) {
    const answer = await refused(field)
    expectRefused(answer, 200, 'BAD_USER_INPUT', /name of one category but 2 of the dataset are called "cat"/)
    expect(answer.errors[0]!.extensions.hint).toMatch(
      /^Ask by (actual|category|predicted)Id instead: their fileIds are/,
    )
    expect(answer.errors[0]!.extensions.hint).toMatch(/2, 9|9, 2/)
  }
})

test('a category is given by name or by id, and by an id that the dataset has', async () => {
  const both = await refused('confusedImages(actual: "dog", actualId: 4, first: 5) { totalCount }')
  expectRefused(both, 200, 'BAD_USER_INPUT', /Expected actual or actualId but received both/)
  const unknown = await refused('confusedImages(predictedId: 3, first: 5) { totalCount }')
  expectRefused(unknown, 200, 'BAD_USER_INPUT', /predictedId the fileId of a category of the dataset but received 3/)
})

test('the confusions of a row or a column are those alone, background and diagonal where they are asked for', async () => {
  const cells = async (args: string) => {
    const cell = '{ actual { fileId } predicted { fileId } count }'
    type Cell = { actual: { fileId: number } | null; predicted: { fileId: number } | null; count: number }
    const { confusions } = await ask<{ confusions: Cell[] }>(`confusionMatrix(iou: 0.95) { confusions${args} ${cell} }`)
    return confusions.map(({ actual, predicted, count }) => [actual?.fileId ?? null, predicted?.fileId ?? null, count])
  }
  expect(await cells('')).toEqual([
    [2, 4, 1],
    [9, 4, 1],
  ])
  expect(await cells('(includeBackground: true)')).toEqual([
    [2, 4, 1],
    [9, 4, 1],
    [null, 9, 1],
  ])
  expect(await cells('(actualId: 9)')).toEqual([[9, 4, 1]])
  expect(await cells('(actualId: 9, includeDiagonal: true)')).toEqual([
    [9, 4, 1],
    [9, 9, 1],
  ])
  expect(await cells('(predicted: "dog", first: 1)')).toEqual([[2, 4, 1]])
  expect(await cells('(actual: null)')).toEqual([[null, 9, 1]])
  expect(await cells('(actualId: null, predicted: "dog")')).toEqual([])
  expect(await cells('(predictedId: 9, includeDiagonal: true)')).toEqual([
    [9, 9, 1],
    [null, 9, 1],
  ])
})
