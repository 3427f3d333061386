import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toNodeId } from '../../src/graphql/nodeId.ts'
import { seedEvaluations } from '../helper/seedEvaluations.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

type Page = {
  totalCount: number
  nodes: { id: string }[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

/** Three at one moment, two that differ in microseconds only, one on the next day. */
const moments = [
  ...Array(3).fill('2026-11-01T10:00:00.000000Z'),
  '2026-11-01T10:00:00.000001Z',
  '2026-11-01T10:00:00.000002Z',
  '2026-11-02T00:00:00.000000Z',
]

let server: TestServer
let dataset: string
/** ids of the API, oldest first */
let ids: string[]
beforeAll(async () => {
  server = await startServer({ FOVEA_WORKER: '0' })
  const seeded = await seedEvaluations(server, 3)
  dataset = toNodeId('Dataset', seeded[0]!.dataset)
  const keys = seeded.flatMap(({ evaluation, failed }) => [evaluation, failed])
  await server.sql(
    `UPDATE evaluation e SET dataset_id = $1, created_at = t.at FROM unnest($2::uuid[], $3::timestamptz[]) AS t(id, at)
     WHERE e.id = t.id`,
    [seeded[0]!.dataset, keys, moments],
  )
  const rows = keys.map((key, index) => ({ key, at: moments[index]! }))
  ids = rows.sort((a, b) => (a.at + a.key < b.at + b.key ? -1 : 1)).map(({ key }) => toNodeId('Evaluation', key))
})
afterAll(() => server.stop())

async function ask(args: string, filter = ''): Promise<Page> {
  const list = `evaluations(${args}, filter: { datasetId: "${dataset}" ${filter} })`
  const { data, errors } = await server.graphql<{ evaluations: Page }>(
    `{ ${list} { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`,
  )
  expect(errors).toEqual([])
  return data.evaluations
}

async function readAll(first: number, orderBy: string): Promise<string[]> {
  const read: string[] = []
  for (let after: string | null = null; ; ) {
    const { nodes, pageInfo } = await ask(`first: ${first}, after: ${JSON.stringify(after)}, orderBy: ${orderBy}`)
    read.push(...nodes.map(({ id }) => id))
    if (!pageInfo.hasNextPage) return read
    after = pageInfo.endCursor
  }
}

test.each([1, 2, 4, 100])('%i a page, either order has each evaluation once, also of one moment', async first => {
  expect(await readAll(first, 'OLDEST_FIRST')).toEqual(ids)
  expect(await readAll(first, 'NEWEST_FIRST')).toEqual(ids.toReversed())
})

test('without an order the newest come first', async () => {
  expect((await ask('first: 100')).nodes.map(({ id }) => id)).toEqual(ids.toReversed())
})

test('a cursor is a place: the other order goes back from it', async () => {
  const { pageInfo } = await ask('first: 4, orderBy: OLDEST_FIRST')
  const back = await ask(`first: 100, after: "${pageInfo.endCursor}", orderBy: NEWEST_FIRST`)
  expect(back.nodes.map(({ id }) => id)).toEqual(ids.slice(0, 3).reverse())
})

test.each([
  ['since: "2026-11-01T10:00:00.000Z"', 0, 6],
  ['since: "2026-11-01T10:00:00.001Z"', 5, 6],
  ['until: "2026-11-02T00:00:00Z"', 0, 5],
  ['since: "2026-11-02T01:00:00+01:00"', 5, 6],
  ['since: "2026-11-01T10:00:00Z", until: "2026-11-01T10:00:00.001Z"', 0, 5],
  ['until: "2026-11-01T10:00:00Z"', 0, 0],
  ['since: null, until: null', 0, 6],
])('%s are the evaluations from %i to %i of six', async (filter, begin, end) => {
  const { nodes, totalCount } = await ask('first: 100, orderBy: OLDEST_FIRST', filter)
  expect(nodes.map(({ id }) => id)).toEqual(ids.slice(begin, end))
  expect(totalCount).toBe(end - begin)
})

test('the query for a chart, as the guide has it, gives a line of each completed evaluation, oldest first', async () => {
  const [, written] = /ask "(\{ evaluations\(.*?\})" \|/s.exec(readFileSync('docs/api.md', 'utf8'))!
  const { data, errors } = await server.graphql<{ evaluations: { nodes: object[] } }>(
    written!.replaceAll('\\"', '"').replace('$dataset', dataset),
  )
  expect(errors).toEqual([])
  const stored = await server.sql<{ name: string }>(
    "SELECT name FROM evaluation WHERE status = 'COMPLETED' ORDER BY created_at, id",
  )
  expect(data.evaluations.nodes).toEqual(
    stored.map(({ name }) => ({
      ...{ createdAt: expect.stringMatching(/^2026-11-01T10:00/), name, tags: ['nightly'], model: { name: 'demo' } },
      result: { summary: { ap: expect.closeTo(1, 12) } },
    })),
  )
})
