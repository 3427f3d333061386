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

const ask = async <Value>(field: string, id = evaluation): Promise<Value> =>
  Object.values(await wildcats.result<Record<string, Value>>(id, field))[0]!

type Node = { image: { fileId: number } }
type Page = { totalCount: number; nodes: Node[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }

/** The ids of all images in an order, two a page. */
async function pages(orderBy: string, args = ''): Promise<number[][]> {
  const found: number[][] = []
  for (let after: string | null = null; ; ) {
    const page: Page = await ask<Page>(
      `images(first: 2, orderBy: ${orderBy}, after: ${JSON.stringify(after)}${args}) {
        totalCount nodes { image { fileId } } pageInfo { hasNextPage endCursor } }`,
    )
    expect(page.totalCount).toBe(5)
    found.push(page.nodes.map(({ image }) => image.fileId))
    expect(found.length).toBeLessThan(4)
    after = page.pageInfo.endCursor
    if (!page.pageInfo.hasNextPage) return found
  }
}

test.each([
  ['MOST_ERRORS', [[10, 30], [40, 20], [50]]],
  ['MOST_FALSE_POSITIVES', [[10, 30], [20, 40], [50]]],
  ['MOST_MISSES', [[10, 40], [20, 30], [50]]],
  ['FILE_ID', [[10, 20], [30, 40], [50]]],
])('images by %s come page by page, each once, equals by id', async (orderBy, expected) => {
  expect(await pages(orderBy)).toEqual(expected)
})

test('the order of images follows score and IoU', async () => {
  // At this IoU the second cat is a false positive and a miss; from this score up 30 has two false positives.
  expect(await pages('MOST_ERRORS', ', iou: 0.8, minScore: 0.4')).toEqual([[10, 20], [30, 40], [50]])
})

test('each image counts what was found and missed, with nothing for what a crowd excuses', async () => {
  const fields = '{ nodes { image { fileId } truePositiveCount falsePositiveCount excusedCount missCount } }'
  const { nodes } = await ask<{ nodes: Record<string, unknown>[] }>(`images(first: 5, orderBy: FILE_ID) ${fields}`)
  const counts = ['truePositiveCount', 'falsePositiveCount', 'excusedCount', 'missCount']
  expect(nodes.map(node => counts.map(count => node[count]))).toEqual([
    [1, 1, 0, 1],
    [1, 0, 1, 0],
    [0, 1, 0, 0],
    [0, 0, 0, 1],
    [0, 0, 0, 0],
  ])
})

const xywh = (x: number, y: number, width: number, height: number) => ({ x, y, width, height })
const detected = `{ category { name } score box { x y width height } }`
const annotated = `{ fileId category { name } box { x y width height } }`

test('the boxes are those of the files, on the image that each is of, in whatever shard', async () => {
  const fields = `image { fileId fileName width annotationCount } truePositives { iou detection ${detected} object ${annotated} }
    falsePositives ${detected} excused ${detected} misses ${annotated} crowds ${annotated} confusions { iou }`
  const cat = { name: 'cat' }
  const wildcat = { name: 'wildcat' }
  const none = { truePositives: [], falsePositives: [], excused: [], misses: [], crowds: [], confusions: [] }
  expect(await ask(`images(first: 5, orderBy: FILE_ID) { nodes { ${fields} } }`)).toEqual({
    nodes: [
      {
        ...none,
        image: { fileId: 10, fileName: '10.png', width: 200, annotationCount: 2 },
        truePositives: [
          {
            iou: 1,
            detection: { category: cat, score: 0.9, box: xywh(10, 10, 40, 40) },
            object: { fileId: 101, category: cat, box: xywh(10, 10, 40, 40) },
          },
        ],
        falsePositives: [{ category: cat, score: 0.8, box: xywh(100, 10, 40, 40) }],
        misses: [{ fileId: 102, category: wildcat, box: xywh(100, 10, 40, 40) }],
      },
      {
        ...none,
        image: { fileId: 20, fileName: '20.png', width: 200, annotationCount: 2 },
        truePositives: [
          {
            iou: 0.75,
            detection: { category: cat, score: 0.6, box: xywh(150, 10, 40, 30) },
            object: { fileId: 104, category: cat, box: xywh(150, 10, 40, 40) },
          },
        ],
        excused: [{ category: cat, score: 0.7, box: xywh(20, 20, 30, 30) }],
        crowds: [{ fileId: 103, category: cat, box: xywh(0, 0, 100, 100) }],
      },
      {
        ...none,
        image: { fileId: 30, fileName: '30.png', width: 200, annotationCount: 0 },
        falsePositives: [{ category: wildcat, score: 0.95, box: xywh(5, 5, 20, 20) }],
      },
      {
        ...none,
        image: { fileId: 40, fileName: '40.png', width: 200, annotationCount: 1 },
        misses: [{ fileId: 105, category: wildcat, box: xywh(10, 10, 20, 20) }],
      },
      { ...none, image: { fileId: 50, fileName: '50.png', width: 200, annotationCount: 0 } },
    ],
  })
})

test('an image is found by its id in the file, with its boxes, and is null where it does not count', async () => {
  const fields = '{ image { fileId } missCount misses { fileId } }'
  const image = (args: string, id?: string) => ask(`image(${args}) ${fields}`, id)
  expect(await image('fileId: 20')).toEqual({ image: { fileId: 20 }, missCount: 0, misses: [] })
  expect(await image('fileId: 20, iou: 0.8')).toMatchObject({ missCount: 1, misses: [{ fileId: 104 }] })
  expect(await image('fileId: 20, minScore: 0.65')).toMatchObject({ missCount: 1, misses: [{ fileId: 104 }] })
  expect(await image('fileId: 21')).toBeNull()
  expect(await image('fileId: 40', await wildcats.evaluate({ imageScope: 'EVALUATED_ONLY' }))).toBeNull()
})

test('the boxes of two operating points in one operation are not mixed up', async () => {
  const field = (iou: number) =>
    `a${iou * 100}: images(first: 2, orderBy: FILE_ID, iou: ${iou}) { nodes { misses { fileId } } }`
  expect(await wildcats.result(evaluation, `${field(0.5)} ${field(0.8)}`)).toEqual({
    a50: { nodes: [{ misses: [{ fileId: 102 }] }, { misses: [] }] },
    a80: { nodes: [{ misses: [{ fileId: 102 }] }, { misses: [{ fileId: 104 }] }] },
  })
})

test('with EVALUATED_ONLY the images that have no detection are not listed', async () => {
  const id = await wildcats.evaluate({ imageScope: 'EVALUATED_ONLY' })
  expect(
    await ask('images(first: 5, orderBy: FILE_ID) { totalCount nodes { image { fileId } missCount } }', id),
  ).toEqual({
    totalCount: 3,
    nodes: [
      { image: { fileId: 10 }, missCount: 1 },
      { image: { fileId: 20 }, missCount: 0 },
      { image: { fileId: 30 }, missCount: 0 },
    ],
  })
})

test('a cursor of another list, and a range of IoU that was not kept, are refused', async () => {
  const refused = (args: string) =>
    wildcats.server.graphql(
      `{ evaluation(id: "${toNodeId('Evaluation', evaluation)}") { result { images(first: 2, ${args}) { totalCount } } } }`,
    )
  expectRefused(await refused('after: "MjAyNg"'), 200, 'BAD_USER_INPUT', /a cursor of this list/)
  expectRefused(await refused('iou: 0.09'), 400, 'BAD_USER_INPUT', /from 0\.1 to 0\.95 for images\.iou/)
  expectRefused(await refused('minScore: 1.5'), 400, 'BAD_USER_INPUT', /from 0 to 1 for images\.minScore/)
})

test('all boxes of a page of 100 images may be asked for, those of 100 evaluations may not', async () => {
  const boxes = `{ nodes { image { fileName } truePositives { iou detection ${detected} object ${annotated} }
    falsePositives ${detected} excused ${detected} misses ${annotated} crowds ${annotated} } }`
  expect((await ask<Page>(`images(first: 100) ${boxes}`)).nodes).toHaveLength(5)
  const query = `{ evaluations(first: 100) { nodes { result { images(first: 100) ${boxes} } } } }`
  expectRefused(await wildcats.server.graphql(query), 400, 'GRAPHQL_VALIDATION_FAILED', /100000 fields/)
})
