import { afterAll, beforeAll, expect, test } from 'vitest'
import { toNodeId } from '../../src/graphql/nodeId.ts'
import { expectRefused } from '../helper/expectRefused.ts'
import { seedEvaluations } from '../helper/seedEvaluations.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

let server: TestServer
let seeded: Awaited<ReturnType<typeof seedEvaluations>>
beforeAll(async () => {
  server = await startServer({ FOVEA_WORKER: '0' })
  seeded = await seedEvaluations(server, 30)
})
afterAll(() => server.stop())

type Page = { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }

async function allOf(list: (after: string) => string, at: (data: never) => Page): Promise<string[]> {
  const ids: string[] = []
  for (let after: string | null = null; ; ) {
    const { data, errors } = await server.graphql<never>(`{ ${list(JSON.stringify(after))} }`)
    expect(errors).toEqual([])
    const { nodes, pageInfo } = at(data)
    ids.push(...nodes.map(({ id }) => id))
    if (!pageInfo.hasNextPage) return ids
    after = pageInfo.endCursor
  }
}
const page = 'nodes { id } pageInfo { hasNextPage endCursor }'

test('datasets and evaluations come newest first, each once', async () => {
  const datasets = await allOf(
    after => `datasets(first: 7, after: ${after}) { ${page} }`,
    (data: { datasets: Page }) => data.datasets,
  )
  expect(datasets).toEqual(seeded.map(({ dataset }) => toNodeId('Dataset', dataset)).reverse())
  const evaluations = await allOf(
    after => `evaluations(first: 7, after: ${after}) { ${page} }`,
    (data: { evaluations: Page }) => data.evaluations,
  )
  const expected = seeded.flatMap(({ evaluation, failed }) => [evaluation, failed]).reverse()
  expect(evaluations).toEqual(expected.map(id => toNodeId('Evaluation', id)))
})

test('evaluations of a dataset page on by themselves', async () => {
  const { dataset, evaluation, failed } = seeded[3]!
  const found = await allOf(
    after => `dataset(id: "${toNodeId('Dataset', dataset)}") { evaluations(first: 1, after: ${after}) { ${page} } }`,
    (data: { dataset: { evaluations: Page } }) => data.dataset.evaluations,
  )
  expect(found).toEqual([failed, evaluation].map(id => toNodeId('Evaluation', id)))
})

test.each([
  ['status: FAILED', 30],
  ['tag: "nightly"', 60],
  ['tag: "weekly"', 0],
  ['model: "demo"', 60],
  ['status: COMPLETED, tag: "nightly", model: "demo"', 30],
])('evaluations are filtered by %s', async (filter, count) => {
  const query = `{ evaluations(first: 1, filter: { ${filter} }) { totalCount } }`
  expect((await server.graphql(query)).data).toEqual({ evaluations: { totalCount: count } })
})

test('evaluations are filtered by dataset, and an id of something else is refused', async () => {
  const ask = (id: string) =>
    server.graphql(
      'query ($id: ID!) { evaluations(first: 9, filter: { datasetId: $id }) { nodes { dataset { id } } } }',
      {
        id,
      },
    )
  const id = toNodeId('Dataset', seeded[5]!.dataset)
  expect((await ask(id)).data).toEqual({ evaluations: { nodes: [{ dataset: { id } }, { dataset: { id } }] } })
  const other = toNodeId('Evaluation', seeded[5]!.evaluation)
  expectRefused(await ask(other), 400, 'BAD_USER_INPUT', /datasetId the id of a dataset/)
})

test('a model that there is not is refused as a filter', async () => {
  const query = '{ evaluations(first: 1, filter: { model: "unicorn" }) { totalCount } }'
  expectRefused(await server.graphql(query), 400, 'BAD_USER_INPUT', /"unicorn"/)
})
