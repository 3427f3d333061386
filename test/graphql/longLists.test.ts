import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { packGroundTruth } from '../../eval/pack/packGroundTruth.ts'
import { toNodeId } from '../../src/graphql/nodeId.ts'
import { createStore } from '../../src/store/createStore.ts'
import { expectRefused } from '../helper/expectRefused.ts'
import { seedEvaluations } from '../helper/seedEvaluations.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'
import { newDataset } from '../store/newDataset.ts'

const annotationCount = 5000
const categoryCount = 20_000

let server: TestServer
let dataset: string
let evaluation: string
beforeAll(async () => {
  server = await startServer({ FOVEA_WORKER: '0' })
  const truth = packGroundTruth({
    images: [{ id: 1, file_name: 'crowded.jpg', width: 100, height: 100 }],
    annotations: Array.from({ length: annotationCount }, (_, index) => ({
      ...{ id: index + 1, image_id: 1, category_id: 1 + (index % categoryCount) },
      ...{ bbox: [1, 2, 3, 4], area: 12, iscrowd: 0 },
    })),
    categories: Array.from({ length: categoryCount }, (_, index) => ({ id: index + 1, name: `c${index}` })),
  })
  const store = createStore(server.databaseUrl)
  dataset = toNodeId('Dataset', (await store.datasets.insert(newDataset(truth))).id)
  await store.close()
  const [seeded] = await seedEvaluations(server, 1)
  await server.sql(
    `UPDATE evaluation SET result = result || jsonb_build_object('perCategory',
      (SELECT jsonb_agg(category) FROM (SELECT result->'perCategory'->0 AS category) one, generate_series(1, ${categoryCount}))) WHERE id = $1`,
    [seeded!.evaluation],
  )
  evaluation = toNodeId('Evaluation', seeded!.evaluation)
})
afterAll(() => server.stop())

const aliased = (field: string, count = 600) =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ')
const ofImage = (field: string) => `{ dataset(id: "${dataset}") { images(first: 1) { nodes { ${field} } } } }`

describe('an answer is not as long as what is stored times what is asked for', () => {
  test('of the annotations of an image, which come by pages', async () => {
    const query = ofImage(`annotations(first: 1000) { nodes { ${aliased('area')} } }`)
    expectRefused(await server.graphql(query), 400, 'GRAPHQL_VALIDATION_FAILED', /100000 fields/)
    const { data } = await server.graphql<{ dataset: { images: { nodes: { annotations: { nodes: object[] } }[] } } }>(
      ofImage(`annotations { nodes { ${aliased('area')} } }`),
    )
    expect(data.dataset.images.nodes[0]!.annotations.nodes).toHaveLength(100)
  })

  test.each(['name', '__typename'])('of the categories of a dataset, by %s', async field => {
    const query = `{ dataset(id: "${dataset}") { categories { ${aliased(field)} } } }`
    expectRefused(await server.graphql(query), 400, 'BAD_USER_INPUT', /100000 fields of categories/)
  })

  test('of the categories of an evaluation, however the fields are written', async () => {
    const query = `{ evaluation(id: "${evaluation}") { result { perCategory { ...A } } } }
      fragment A on CategoryResult { ...B summary { ${aliased('ap', 5)} } } fragment B on CategoryResult { ap }`
    expectRefused(await server.graphql(query), 200, 'BAD_USER_INPUT', /100000 fields of categories/)
  })

  test('and what fits comes whole', async () => {
    const query = `{ dataset(id: "${dataset}") { categories { name } }
      evaluation(id: "${evaluation}") { result { perCategory { ap } } } }`
    const { data, errors } = await server.graphql<{
      dataset: { categories: { name: string }[] }
      evaluation: { result: { perCategory: object[] } }
    }>(query)
    expect(errors).toEqual([])
    expect(data.dataset.categories).toHaveLength(categoryCount)
    expect(data.evaluation.result.perCategory).toHaveLength(categoryCount)
  })
})

/** Length of the longest JSON that a query of this evaluation, or of this dataset, reads. */
async function longestRead(query: string): Promise<number> {
  const spy = vi.spyOn(JSON, 'parse')
  const { errors } = await server.graphql(query)
  const lengths = spy.mock.calls.map(([text]) => text.length)
  spy.mockRestore()
  expect(errors).toEqual([])
  return Math.max(...lengths)
}

test.each([
  [
    'evaluation',
    'protocol { images evaluator } result { summary { ap } byArea { ap } }',
    'result { perCategory { ap } }',
  ],
  ['dataset', 'name warnings { message } images(first: 1) { totalCount }', 'categories { name }'],
])('of what an %s has, categories are read only where they are asked for', async (field, without, categories) => {
  const ask = (selection: string) =>
    longestRead(`{ ${field}(id: "${field === 'dataset' ? dataset : evaluation}") { ${selection} } }`)
  expect(await ask(without)).toBeLessThan(20_000)
  expect(await ask(categories)).toBeGreaterThan(500_000)
})

test('the annotations of an image come in the order of the file, each once', async () => {
  type Page = {
    annotationCount: number
    annotations: {
      totalCount: number
      nodes: { fileId: number; category: { name: string } }[]
      pageInfo: { hasNextPage: boolean; endCursor: string }
    }
  }
  const seen: number[] = []
  for (let after: string | null = null; ; ) {
    const list: string = `annotations(first: 1000, after: ${JSON.stringify(after)})`
    const { data, errors } = await server.graphql<{ dataset: { images: { nodes: Page[] } } }>(
      ofImage(`annotationCount ${list} { totalCount nodes { fileId category { name } }
        pageInfo { hasNextPage endCursor } }`),
    )
    expect(errors).toEqual([])
    const { annotationCount: stored, annotations } = data.dataset.images.nodes[0]!
    expect([stored, annotations.totalCount]).toEqual([annotationCount, annotationCount])
    seen.push(...annotations.nodes.map(({ fileId }) => fileId))
    expect(annotations.nodes.at(-1)?.category.name).toBe(`c${(seen.length - 1) % categoryCount}`)
    if (!annotations.pageInfo.hasNextPage) break
    after = annotations.pageInfo.endCursor
  }
  expect(seen).toEqual(Array.from({ length: annotationCount }, (_, index) => index + 1))
})
