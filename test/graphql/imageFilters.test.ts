import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectRefused } from '../helper/expectRefused.ts'
import { type SeededRun, seedHistory } from '../helper/seedHistory.ts'
import type { Answer } from '../helper/sender.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

type Images = {
  totalCount: number
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
  nodes: { id: string }[]
}

const [person, cat, dog] = [1, 17, 18]
const first = '2026-11-01T10:00:00.000000Z'
const second = '2026-11-02T10:00:00.000000Z'

let server: TestServer
let cats: SeededRun[]
let dogs: SeededRun[]
beforeAll(async () => {
  server = await startServer()
  const other = randomUUID()
  await server.sql(
    `INSERT INTO model (id, name, sha256, preprocessing, manifest) VALUES ($1, 'other', 'a', 'b', '{}'),
      (gen_random_uuid(), 'idle', 'a', 'b', '{}')`,
    [other],
  )
  cats = await seedHistory(server, Array(5).fill(first), [
    [cat, 0.9],
    [person, 0.5],
    [dog, 0.4],
  ])
  dogs = await seedHistory(
    server,
    [first, first, second],
    [
      [dog, 0.95],
      [dog, 0.7],
      [cat, 0.3],
    ],
    other,
  )
})
afterAll(() => server.stop())

const nodeId = (prefix: string, key: string) => `${prefix}_${key.replaceAll('-', '')}`
const newestFirst = (runs: SeededRun[]) =>
  runs.toSorted((a, b) => (a.at + a.image < b.at + b.image ? 1 : -1)).map(({ image }) => nodeId('img', image))

async function readAll(filter: string, size: number) {
  const ids: string[] = []
  const counts = new Set<number>()
  for (let after: string | null = null; ; ) {
    const { data, errors }: Answer<{ images: Images }> = await server.graphql(
      `query ($first: Int!, $after: String) { images(first: $first, after: $after, filter: ${filter}) {
        totalCount pageInfo { hasNextPage endCursor } nodes { id } } }`,
      { first: size, after },
    )
    expect(errors).toEqual([])
    ids.push(...data.images.nodes.map(({ id }) => id))
    counts.add(data.images.totalCount)
    if (!data.images.pageInfo.hasNextPage) return { ids, count: [...counts] }
    after = data.images.pageInfo.endCursor
  }
}

test.each<[string, () => SeededRun[]]>([
  ['{ detected: null, model: null }', () => [...cats, ...dogs]],
  ['{ detected: {} }', () => [...cats, ...dogs]],
  ['{ detected: { categories: ["cat"] } }', () => cats],
  ['{ detected: { categories: ["cat"], minScore: 0 } }', () => [...cats, ...dogs]],
  ['{ detected: { categories: ["cat"], minScore: 0, maxScore: 0.5 } }', () => dogs],
  ['{ detected: { categories: ["dog", "person"], minScore: 0.5 } }', () => [...cats, ...dogs]],
  ['{ detected: { categories: ["toothbrush"], minScore: 0 } }', () => []],
  ['{ detected: { categories: [] } }', () => []],
  ['{ detected: { minScore: 0.92 } }', () => dogs],
  ['{ detected: { minScore: 0.6, maxScore: 0.8 } }', () => dogs],
  ['{ detected: { minScore: 0.6, maxScore: 0.69 } }', () => []],
  ['{ detected: { model: "demo" } }', () => cats],
  ['{ detected: { model: "demo", categories: ["dog"] } }', () => []],
  ['{ detected: { since: "2026-11-02T00:00:00Z" } }', () => dogs.slice(2)],
  ['{ detected: { until: "2026-11-02T00:00:00Z", categories: ["dog"] } }', () => dogs.slice(0, 2)],
  ['{ until: "2026-11-02T00:00:00Z", detected: { categories: ["dog"] } }', () => dogs.slice(0, 2)],
  ['{ model: "demo" }', () => cats],
  ['{ model: "idle" }', () => []],
  ['{ model: "other", detected: { categories: ["dog"] } }', () => dogs],
  ['{ model: "other", detected: { categories: ["person"] } }', () => []],
])('images of %s, three a page, are those that one detection or run meets all of it on', async (filter, expected) => {
  expect(await readAll(filter, 3)).toEqual({ ids: newestFirst(expected()), count: [expected().length] })
})

test('an image with several runs that meet a filter is listed once', async () => {
  const [{ image, model } = { image: '', model: '' }] = dogs
  await server.sql(
    `INSERT INTO detection_run SELECT gen_random_uuid(), $1, $2, now() + n * interval '1 day', 0.05, 300, 0, 1, 2, 3, 4, 5
     FROM generate_series(1, 3) AS n`,
    [image, model],
  )
  await server.sql(
    `INSERT INTO detection SELECT id, 0, $2, model_id, created_at, 0.9, 1, 2, 3, 4 FROM detection_run
     WHERE image_id = $1 AND detection_count = 0`,
    [image, dog],
  )
  const found = newestFirst(dogs)
  expect(await readAll('{ detected: { categories: ["dog"] } }', 1)).toEqual({ ids: found, count: [3] })
  expect(await readAll('{ model: "other" }', 2)).toEqual({ ids: found, count: [3] })
})

test('an image that is named among the conditions on detections is the only one', async () => {
  const [id] = newestFirst(cats)
  expect(await readAll(`{ detected: { imageId: "${id}" } }`, 1)).toEqual({ ids: [id], count: [1] })
  expect((await readAll(`{ detected: { imageId: "${id}", minScore: 0.92 } }`, 1)).ids).toEqual([])
})

test.each([
  ['{ model: "tpyo" }', /^Expected names of models but received "tpyo"/],
  ['{ detected: { model: "tpyo" } }', /^Expected names of models but received "tpyo"/],
  ['{ model: "demo", detected: { model: "" } }', /^Expected names of models but received ""/],
  ['{ detected: { categories: ["cat", "catt"] } }', /^Expected names of categories but received "catt"/],
  ['{ detected: { imageId: "img_1" } }', /id of an image/],
  ['{ detected: { minScore: 1.5 } }', /minScore/],
  ['{ detected: { model: "\\u0000" } }', /NUL/],
])('images of %s are refused', async (filter, says) => {
  const answer = await server.graphql(`{ images(first: 1, filter: ${filter}) { totalCount } }`)
  expectRefused(answer, 400, 'BAD_USER_INPUT', says)
})
