import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DetectData, detectMutation } from '../helper/detectMutation.ts'
import { expectRefused } from '../helper/expectRefused.ts'
import { scene } from '../helper/scene.ts'
import { type SeededRun, seedHistory } from '../helper/seedHistory.ts'
import type { Answer } from '../helper/sender.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

type Page = {
  totalCount: number
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
  nodes: { id: string }[]
  edges: { cursor: string; node: { id: string } }[]
}

const person = 1
const cat = 17
const dog = 18
const boxes = [
  [person, 0.9],
  [cat, 0.6],
  [dog, 0.5],
  [cat, 0.2],
] as const

/** Five at one moment, three that differ in microseconds only, two on another day. */
const moments = [
  ...Array(5).fill('2026-11-01T10:00:00.000000Z'),
  '2026-11-01T10:00:00.000001Z',
  '2026-11-01T10:00:00.000002Z',
  '2026-11-01T10:00:00.000003Z',
  '2026-11-02T23:59:59.999999Z',
  '2026-11-03T00:00:00.000000Z',
]

let server: TestServer
let seeded: SeededRun[]
beforeAll(async () => {
  server = await startServer()
  seeded = await seedHistory(server, moments, boxes)
})
afterAll(() => server.stop())

const nodeId = (prefix: string, key: string) => `${prefix}_${key.replaceAll('-', '')}`
const newestFirst = () => seeded.toSorted((a, b) => (a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1))

/** All ids of a list, read `first` at a time. */
async function readAll(list: string, first: number, filter = '') {
  const ids: string[] = []
  const counts = new Set<number>()
  let after: string | null = null
  for (let page = 0; page < 100; page++) {
    const answer: Answer<{ list: Page }> = await server.graphql(
      `query ($first: Int!, $after: String) { list: ${list}(first: $first, after: $after${filter}) {
        totalCount pageInfo { hasNextPage endCursor } nodes { id } edges { cursor node { id } } } }`,
      { first, after },
    )
    expect(answer.errors).toEqual([])
    const { nodes, edges, pageInfo, totalCount } = answer.data.list
    expect(edges.map(({ node }) => node)).toEqual(nodes)
    expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor ?? null)
    expect(nodes.length === first || !pageInfo.hasNextPage).toBe(true)
    ids.push(...nodes.map(({ id }) => id))
    counts.add(totalCount)
    if (!pageInfo.hasNextPage) return { ids, count: [...counts] }
    after = pageInfo.endCursor
  }
  throw new Error('The pages do not end.')
}

describe('pages hold every row once, in order, also where moments are equal or differ in microseconds', () => {
  test.each([1, 2, 3, 7, 10, 100])('detectionRuns, %i a page', async first => {
    const { ids, count } = await readAll('detectionRuns', first)
    expect(ids).toEqual(newestFirst().map(({ id }) => nodeId('run', id)))
    expect(count).toEqual([10])
  })

  test.each([1, 3, 100])('images, %i a page', async first => {
    const { ids, count } = await readAll('images', first)
    const expected = seeded.toSorted((a, b) => (a.at === b.at ? (a.image < b.image ? 1 : -1) : a.at < b.at ? 1 : -1))
    expect(ids).toEqual(expected.map(({ image }) => nodeId('img', image)))
    expect(count).toEqual([10])
  })

  test.each([1, 2, 5, 100])('detections, %i a page', async first => {
    const { ids, count } = await readAll('detections', first)
    expect(ids).toEqual(newestFirst().flatMap(({ id }) => [0, 1, 2].map(ordinal => `${nodeId('det', id)}_${ordinal}`)))
    expect(count).toEqual([30])
  })

  test.each([1, 3])('detections of one category, which another index gives, %i a page', async first => {
    const { ids, count } = await readAll('detections', first, ', filter: { categories: ["cat"], minScore: 0 }')
    expect(ids).toEqual(newestFirst().flatMap(({ id }) => [1, 3].map(ordinal => `${nodeId('det', id)}_${ordinal}`)))
    expect(count).toEqual([20])
  })

  test('runs of one image', async () => {
    const [{ id: modelId } = { id: '' }] = await server.sql<{ id: string }>('SELECT id FROM model LIMIT 1')
    await server.sql(
      `INSERT INTO detection_run SELECT gen_random_uuid(), $1, $2, '2026-10-01T00:00:00Z', 0.05, 300, 0, 1, 2, 3, 4, 5
       FROM generate_series(1, 4)`,
      [seeded[0]!.image, modelId],
    )
    const read: string[] = []
    let after: string | null = null
    do {
      const answer: { data: { image: { runs: Page } } } = await server.graphql(
        `query ($id: ID!, $after: String) { image(id: $id) { runs(first: 2, after: $after) {
          totalCount pageInfo { hasNextPage endCursor } nodes { id } } } }`,
        { id: nodeId('img', seeded[0]!.image), after },
      )
      const { runs } = answer.data.image
      expect(runs.totalCount).toBe(5)
      read.push(...runs.nodes.map(({ id }) => id))
      after = runs.pageInfo.hasNextPage ? runs.pageInfo.endCursor : null
    } while (after !== null)
    expect(new Set(read).size).toBe(5)
    expect(read[0]).toBe(nodeId('run', seeded[0]!.id))
    await server.sql("DELETE FROM detection_run WHERE created_at = '2026-10-01T00:00:00Z'")
  })

  test('an empty page', async () => {
    const { data } = await server.graphql<{ images: Page }>(
      '{ images(first: 5, filter: { fileName: "none" }) { totalCount pageInfo { hasNextPage endCursor } nodes { id } } }',
    )
    expect(data.images).toEqual({ totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] })
  })
})

const encode = (text: string) => Buffer.from(text).toString('base64url')
const uuid = '00000000-0000-0000-0000-000000000000'
test.each([
  ['no base64', 'not a cursor!'],
  ['an empty one', ''],
  ['bytes that are no text', encode('\xff\xfe')],
  ['a day that there is not', encode(`2026-02-31T10:00:00.000000Z|${uuid}`)],
  ['an hour that there is not', encode(`2026-02-01T24:00:01.000000Z|${uuid}`)],
  ['the year 0', encode(`0000-01-01T00:00:00.000000Z|${uuid}`)],
  ['an ordinal too large', encode(`2026-11-01T10:00:00.000000Z|${uuid}|99999`)],
  ['SQL in place of an id', encode(`2026-11-01T10:00:00.000000Z|' OR true; --`)],
])('a cursor that no list gave, %s, is the caller’s mistake', async (_, after) => {
  for (const list of ['images', 'detectionRuns', 'detections']) {
    const answer = await server.graphql(`query ($after: String) { ${list}(first: 1, after: $after) { totalCount } }`, {
      after,
    })
    expectRefused(answer, 400, 'BAD_USER_INPUT', /cursor/)
  }
})

describe('filters', () => {
  const count = async (list: string, filter: string) => {
    const { data, text } = await server.graphql<{ list: Page }>(
      `{ list: ${list}(first: 1, filter: ${filter}) { totalCount } }`,
    )
    return data?.list.totalCount ?? text
  }

  test.each([
    ['{}', 30],
    ['{ minScore: 0 }', 40],
    ['{ minScore: 0.6 }', 20],
    ['{ minScore: 0, maxScore: 0.5 }', 20],
    ['{ minScore: 0.5, maxScore: 0.5 }', 10],
    ['{ minScore: 0.7, maxScore: 0.6 }', 0],
    ['{ categories: ["cat"] }', 10],
    ['{ categories: ["cat", "dog"], minScore: 0 }', 30],
    ['{ categories: ["cat", "cat"], minScore: 0 }', 20],
    ['{ categories: ["toothbrush"] }', 0],
    ['{ categories: [] }', 0],
    ['{ categories: null }', 30],
    ['{ since: "2026-11-01T10:00:00.001Z" }', 6],
    ['{ since: "2026-11-03T00:00:00Z" }', 3],
    ['{ until: "2026-11-03T00:00:00Z" }', 27],
    ['{ since: "2026-11-03T01:00:00+01:00" }', 3],
    ['{ categories: ["cat"], since: "2026-11-03T00:00:00Z", minScore: 0 }', 2],
    ['{ model: "demo" }', 30],
    ['{ model: null }', 30],
    ['{ model: "demo", categories: ["dog"] }', 10],
  ])('detections of %s are %i', async (filter, expected) => {
    expect(await count('detections', filter)).toBe(expected)
  })

  test('detections of one image, of one category too', async () => {
    const imageId = nodeId('img', seeded[3]!.image)
    expect(await count('detections', `{ imageId: "${imageId}" }`)).toBe(3)
    expect(await count('detections', `{ imageId: "${imageId}", categories: ["cat"], minScore: 0 }`)).toBe(2)
    expect(await count('detectionRuns', `{ imageId: "${imageId}" }`)).toBe(1)
  })

  test.each([
    ['detectionRuns', '{ model: "demo" }', 10],
    ['detectionRuns', '{ model: null, imageId: null, since: null, until: null }', 10],
    ['detectionRuns', '{ since: "2026-11-02T00:00:00Z", until: "2026-11-03T00:00:00Z" }', 1],
    ['images', '{ since: "2026-11-02T00:00:00Z" }', 2],
    ['images', '{ until: "2026-11-01T10:00:00Z" }', 0],
    ['images', '{ fileName: "seeded" }', 0],
    ['images', '{ fileName: "" }', 0],
    ['images', '{ since: null, sha256: null, fileName: null }', 10],
  ])('%s of %s are %i', async (list, filter, expected) => {
    expect(await count(list, filter)).toBe(expected)
  })

  test('images by SHA-256, in either case, and by name', async () => {
    const { data } = await server.graphql<{ images: { nodes: { sha256: string; fileName: string }[] } }>(
      '{ images(first: 1) { nodes { sha256 fileName } } }',
    )
    const { sha256, fileName } = data.images.nodes[0]!
    expect(await count('images', `{ sha256: "${sha256.toUpperCase()}" }`)).toBe(1)
    expect(await count('images', `{ fileName: "${fileName}" }`)).toBe(1)
  })

  test.each([
    ['images', '{ sha256: "abc" }', /64 hexadecimal/],
    ['images', '{ since: "0000-01-01T00:00:00Z" }', /2026-11-20T22:31:04Z/],
    ['images', '{ since: "yesterday" }', /2026-11-20T22:31:04Z/],
    ['images', '{ since: "2026-02-31T00:00:00Z" }', /2026-11-20T22:31:04Z/],
    ['images', '{ since: "2026-11-20T22:31:04" }', /time zone/],
    ['detections', '{ imageId: "img_1" }', /id of an image/],
    ['detectionRuns', `{ imageId: "${nodeId('run', uuid)}" }`, /id of an image/],
  ])('%s of %s are refused', async (list, filter, says) => {
    const query = `{ list: ${list}(first: 1, filter: ${filter}) { totalCount } }`
    const answer = await server.graphql(query)
    expect(answer.status).toBe(400)
    expect(answer.errors[0]?.extensions.code).toMatch(/BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED/)
    expect(answer.errors[0]?.message).toMatch(says)
  })

  test.each([
    ['detectionRuns(first: 1, filter: { model: "tpyo" }) { totalCount }', 'tpyo'],
    ['detectionRuns(first: 1, filter: { model: "" }) { totalCount }', ''],
    ['detections(first: 1, filter: { model: "Demo" }) { totalCount }', 'Demo'],
    ['detectionCounts(by: DAY, filter: { model: "demo " }) { count }', 'demo '],
  ])('%s, whose model there is not, is refused as an unknown category is', async (field, name) => {
    const answer = await server.graphql(`{ ${field} }`)
    expectRefused(answer, 400, 'BAD_USER_INPUT', /^Expected names of models but received/)
    expect(answer.errors[0]?.message).toContain(JSON.stringify(name))
  })

  test('a model that is not served any more can still be asked for', async () => {
    await server.sql(
      "INSERT INTO model (id, name, sha256, preprocessing, manifest) VALUES (gen_random_uuid(), 'retired', 'a', 'b', '{}')",
    )
    expect(await count('detectionRuns', '{ model: "retired" }')).toBe(0)
    await server.sql("DELETE FROM model WHERE name = 'retired'")
  })

  test.each([
    ['images', 'ImageFilter', { fileName: 'a\0b' }],
    ['detectionRuns', 'DetectionRunFilter', { model: '\0' }],
    ['detections', 'DetectionFilter!', { model: '\0' }],
  ])('a NUL, which Postgres cannot hold, is refused: %s', async (list, type, filter) => {
    const query = `query ($filter: ${type}) { list: ${list}(first: 1, filter: $filter) { totalCount } }`
    expectRefused(await server.graphql(query, { filter }), 400, 'BAD_USER_INPUT', /NUL/)
  })

  test.each([
    ['{ since: "0001-01-01T00:00:00Z" }', 10],
    ['{ since: "9999-12-31T23:59:59Z" }', 0],
  ])('images at the ends of what can be asked for: %s', async (filter, expected) => {
    expect(await count('images', filter)).toBe(expected)
  })
})

describe('detectionCounts', () => {
  const counts = async (by: string, filter = '{}') =>
    (
      await server.graphql<{ detectionCounts: unknown[] }>(
        `{ detectionCounts(by: ${by}, filter: ${filter}) { count day category { name } model { name } } }`,
      )
    ).data.detectionCounts
  const none = { day: null, category: null, model: null }

  test('by category, the largest first', async () => {
    expect(await counts('CATEGORY', '{ minScore: 0 }')).toEqual([
      { ...none, category: { name: 'cat' }, count: 20 },
      { ...none, category: { name: 'person' }, count: 10 },
      { ...none, category: { name: 'dog' }, count: 10 },
    ])
  })

  test('by day in UTC, in order', async () => {
    expect(await counts('DAY', '{ categories: ["person"] }')).toEqual([
      { ...none, day: '2026-11-01', count: 8 },
      { ...none, day: '2026-11-02', count: 1 },
      { ...none, day: '2026-11-03', count: 1 },
    ])
  })

  test('by model', async () => {
    expect(await counts('MODEL')).toEqual([{ ...none, model: { name: 'demo' }, count: 30 }])
  })
})

test('minScore, categories and first choose the same detections of a fresh run and of a stored one', async () => {
  const choices = [
    '',
    '(minScore: 0)',
    '(minScore: 0.3, first: 2)',
    '(minScore: 0, categories: ["cat", "car"])',
    '(minScore: 0, categories: [])',
    '(minScore: 1)',
  ]
  const fields = choices
    .map((choice, index) => `a${index}: detections${choice} { id score category { name } box { x y width height } }`)
    .join(' ')
  const mutation = detectMutation.replace(/detections\(minScore: 0\) \{.*?\} \} \}/s, `${fields} }`)
  const input = { images: [{ base64: scene(5).toString('base64') }] }
  const fresh = await server.graphql<DetectData>(mutation, { input })
  expect(fresh.errors).toEqual([])
  const run = fresh.data.detect.results[0] as unknown as Record<string, unknown[]> & { id: string }
  const stored = await server.graphql<{ node: object }>(
    `query ($id: ID!) { node(id: $id) { ... on DetectionRun { ${fields} } } }`,
    { id: run.id },
  )
  expect(run).toMatchObject(stored.data.node)
  expect(run.a0!.length).toBeGreaterThan(0)
  expect(run.a1!.length).toBeGreaterThan(run.a0!.length)
  expect(run.a2).toHaveLength(2)
  expect(run.a4).toEqual([])
  await server.graphql('mutation ($id: ID!) { deleteImage(id: $id) { deletedId } }', {
    id: (run as unknown as { image: { id: string } }).image.id,
  })
})

describe('box formats', () => {
  test.each([
    ['XYWH', [10, 20, 40, 50]],
    ['XYXY', [10, 20, 50, 70]],
    ['CXCYWH', [30, 45, 40, 50]],
    ['XYXY_RELATIVE', [0.05, 0.2, 0.25, 0.7]],
    ['CXCYWH_RELATIVE', [0.15, 0.45, 0.2, 0.5]],
  ])('%s of a box of 40 × 50 at 10, 20 in an image of 200 × 100', async (format, expected) => {
    const { data } = await server.graphql<{ node: { box: object } }>(
      `{ node(id: "${nodeId('det', seeded[0]!.id)}_0") { ... on Detection { box(format: ${format}) { x y width height coordinates } } } }`,
    )
    expect(data.node.box).toEqual({ x: 10, y: 20, width: 40, height: 50, coordinates: expected })
  })
})

describe('node', () => {
  const find = async (id: string) =>
    (await server.graphql<{ node: unknown }>('query ($id: ID!) { node(id: $id) { __typename id } }', { id })).data.node

  test('finds every type by its id', async () => {
    const { image, id, model } = seeded[0]!
    const ids = [nodeId('img', image), nodeId('run', id), nodeId('mdl', model), `${nodeId('det', id)}_3`]
    const types = ['Image', 'DetectionRun', 'Model', 'Detection']
    expect(await Promise.all(ids.map(find))).toEqual(ids.map((each, index) => ({ __typename: types[index], id: each })))
  })

  test.each([
    '',
    'x',
    uuid,
    nodeId('img', uuid),
    nodeId('upl', uuid),
    nodeId('xyz', uuid),
    `${nodeId('det', uuid)}_0`,
    nodeId('det', uuid),
    `${nodeId('run', uuid)}_0`,
    `img_${'G'.repeat(32)}`,
    '__proto__',
  ])('finds nothing by %j', async id => {
    expect(await find(id)).toBeNull()
  })

  test('finds no detection beyond a run’s last', async () => {
    expect(await find(`${nodeId('det', seeded[0]!.id)}_4`)).toBeNull()
    expect(await find(`${nodeId('det', seeded[0]!.id)}_9999`)).toBeNull()
  })

  test('image finds images only', async () => {
    const { data } = await server.graphql<Record<'a' | 'b', unknown>>(
      `{ a: image(id: "${nodeId('img', seeded[0]!.image)}") { width height } b: image(id: "${nodeId('run', seeded[0]!.id)}") { width } }`,
    )
    expect(data).toEqual({ a: { width: 200, height: 100 }, b: null })
  })
})

test('categories are COCO’s 80 with its ids and their places', async () => {
  const { data } = await server.graphql<{ categories: { name: string; cocoId: number; index: number }[] }>(
    '{ categories { name cocoId index } }',
  )
  expect(data.categories).toHaveLength(80)
  expect(data.categories[0]).toEqual({ name: 'person', cocoId: 1, index: 0 })
  expect(data.categories[79]).toEqual({ name: 'toothbrush', cocoId: 90, index: 79 })
  expect(data.categories.find(({ name }) => name === 'stop sign')).toEqual({ name: 'stop sign', cocoId: 13, index: 11 })
  expect(data.categories.map(({ index }) => index)).toEqual(data.categories.map((_, place) => place))
})

test('models say what they are', async () => {
  const { data } = await server.graphql<{ models: { labels: unknown[] }[] }>(
    '{ models { name sha256 description licence scoreFloor available isDefault labels { name } } }',
  )
  expect(data.models).toEqual([
    expect.objectContaining({
      name: 'demo',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      licence: 'Apache-2.0',
      available: true,
      isDefault: true,
      scoreFloor: expect.any(Number),
    }),
  ])
  expect(data.models[0]?.labels).toHaveLength(80)
})

test('an image is deleted with its runs and detections, once', async () => {
  const [doomed] = await seedHistory(server, ['2026-11-05T00:00:00.000000Z'], boxes)
  const id = nodeId('img', doomed!.image)
  const before = await server.rowCounts()
  const remove = () =>
    server.graphql('mutation ($id: ID!) { deleteImage(id: $id) { deletedId userErrors { code path message } } }', {
      id,
    })
  expect((await remove()).data).toEqual({ deleteImage: { deletedId: id, userErrors: [] } })
  const { images, runs, detections } = before
  expect(await server.rowCounts()).toEqual({ images: images - 1, runs: runs - 1, detections: detections - 4 })
  expect((await remove()).data).toEqual({
    deleteImage: {
      deletedId: null,
      userErrors: [{ code: 'IMAGE_NOT_FOUND', path: ['id'], message: expect.stringContaining('stored image') }],
    },
  })
})
