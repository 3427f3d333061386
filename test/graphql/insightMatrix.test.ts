import { afterAll, beforeAll, expect, test } from 'vitest'
import { toNodeId } from '../../src/graphql/nodeId.ts'
import { expectRefused } from '../helper/expectRefused.ts'
import { openWildcats } from '../insight/openWildcats.ts'

let wildcats: Awaited<ReturnType<typeof openWildcats>>
let evaluation: string
beforeAll(async () => {
  wildcats = await openWildcats()
  evaluation = await wildcats.evaluate()
})
afterAll(() => wildcats.close())

/** What the field of a result gives. */
const ask = async <Value>(field: string, id = evaluation): Promise<Value> =>
  Object.values(await wildcats.result<Record<string, Value>>(id, field))[0]!

const refused = (field: string) =>
  wildcats.server.graphql(`{ evaluation(id: "${toNodeId('Evaluation', evaluation)}") { result { ${field} } } }`)

test('a confusion matrix has what is there in rows, what was detected in columns, and leaves out what a crowd excuses', async () => {
  expect(await ask('confusionMatrix { minScore iou categories { fileId name } counts excused }')).toEqual({
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
  })
})

test('a confusion matrix follows score and IoU', async () => {
  const counts = (args: string) => ask<{ counts: number[][] }>(`confusionMatrix(${args}) { counts }`)
  expect(await counts('minScore: 0.4')).toEqual({
    counts: [
      [2, 0, 0],
      [1, 0, 1],
      [1, 1, 0],
    ],
  })
  expect(await counts('iou: 0.76')).toEqual({
    counts: [
      [1, 0, 1],
      [1, 0, 1],
      [1, 1, 0],
    ],
  })
})

test('the confusions of a matrix are its cells off the diagonal, largest first, with background as null where asked for', async () => {
  const fields = '{ actual { name } predicted { name } count }'
  expect(await ask(`confusionMatrix(minScore: 0) { confusions ${fields} }`)).toEqual({
    confusions: [{ actual: { name: 'wildcat' }, predicted: { name: 'cat' }, count: 1 }],
  })
  const all = `confusions(first: 3, includeBackground: true) ${fields}`
  expect(await ask(`confusionMatrix(minScore: 0) { ${all} }`)).toEqual({
    confusions: [
      { actual: { name: 'wildcat' }, predicted: { name: 'cat' }, count: 1 },
      { actual: { name: 'wildcat' }, predicted: null, count: 1 },
      { actual: null, predicted: { name: 'cat' }, count: 1 },
    ],
  })
})

const pairs = `totalCount nodes { image { fileId } truePositiveCount falsePositiveCount missCount confusions {
  iou detection { category { name } score box { x y width height } }
  object { fileId category { name } box { x y width height } } } }`

test('the images of a cell have the pairs behind it, and a category is not taken for one whose name ends like it', async () => {
  expect(await ask(`confusedImages(actual: "wildcat", predicted: "cat", first: 5) { ${pairs} }`)).toEqual({
    totalCount: 1,
    nodes: [
      {
        image: { fileId: 10 },
        truePositiveCount: 1,
        falsePositiveCount: 1,
        missCount: 1,
        confusions: [
          {
            iou: 1,
            detection: { category: { name: 'cat' }, score: 0.8, box: { x: 100, y: 10, width: 40, height: 40 } },
            object: {
              ...{ fileId: 102, category: { name: 'wildcat' } },
              box: { x: 100, y: 10, width: 40, height: 40 },
            },
          },
        ],
      },
    ],
  })
  expect(
    await ask('confusedImages(actual: "cat", predicted: "wildcat", first: 5) { totalCount nodes { missCount } }'),
  ).toEqual({ totalCount: 0, nodes: [] })
})

test('the images of background have an object or a detection alone', async () => {
  const fields = '{ nodes { image { fileId } confusions { iou detection { score } object { fileId } } } }'
  expect(await ask(`confusedImages(actual: "wildcat", first: 5) ${fields}`)).toEqual({
    nodes: [{ image: { fileId: 40 }, confusions: [{ iou: null, detection: null, object: { fileId: 105 } }] }],
  })
  expect(await ask(`confusedImages(predicted: "cat", minScore: 0.3, first: 5) ${fields}`)).toEqual({
    nodes: [{ image: { fileId: 30 }, confusions: [{ iou: null, detection: { score: 0.4 }, object: null }] }],
  })
})

test('the diagonal has images too, those of one count by id, page by page', async () => {
  const field = (after: string | null) =>
    `confusedImages(actual: "cat", predicted: "cat", first: 1, after: ${JSON.stringify(after)}) {
      totalCount pageInfo { hasNextPage endCursor } edges { cursor node { image { fileId } } } }`
  type Page = { pageInfo: { endCursor: string } }
  const first = await ask<Page>(field(null))
  expect(first).toMatchObject({
    totalCount: 2,
    pageInfo: { hasNextPage: true },
    edges: [{ node: { image: { fileId: 10 } } }],
  })
  const second = await ask<Page>(field(first.pageInfo.endCursor))
  expect(second).toMatchObject({ pageInfo: { hasNextPage: false }, edges: [{ node: { image: { fileId: 20 } } }] })
})

test('a cell needs a category, and one that the dataset has', async () => {
  const asked = (args: string) => refused(`confusedImages(${args}first: 5) { totalCount }`)
  expectRefused(await asked(''), 200, 'BAD_USER_INPUT', /actual or predicted/)
  expectRefused(await asked('actual: null, predicted: null, '), 200, 'BAD_USER_INPUT', /actual or predicted/)
  const unknown = await asked('actual: "cat", predicted: "lynx", ')
  expectRefused(unknown, 200, 'BAD_USER_INPUT', /predicted the name of a category of the dataset but received "lynx"/)
  expect(unknown.errors[0]!.extensions.hint).toMatch(/^It has "wildcat", "cat"; /)
  expectRefused(await asked('actual: "Cat", '), 200, 'BAD_USER_INPUT', /"Cat"/)
})
