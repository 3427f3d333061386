import { afterAll, beforeAll, expect, test } from 'vitest'
import { toNodeId } from '../../src/graphql/nodeId.ts'
import { seedEvaluations } from '../helper/seedEvaluations.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'
import { statementsOf } from '../helper/statementsOf.ts'

let server: TestServer
let seeded: Awaited<ReturnType<typeof seedEvaluations>>
beforeAll(async () => {
  server = await startServer({ FOVEA_WORKER: '0' })
  seeded = await seedEvaluations(server, 30)
})
afterAll(() => server.stop())

const annotated =
  'fileId fileName image { id url datasets(first: 2) { totalCount nodes { id name } } } annotations { nodes { fileId category { name } box { x } area isCrowd } }'
const result =
  'result { summary { ap undefinedMetrics { metric } } perCategory { category { name } summary { ap50 } ap } }'

test.each([
  [
    'datasets with images, photos, annotations and evaluations',
    `{ datasets(first: $first) { totalCount nodes { id photoCount categories { name } warnings { code }
      images(first: 2) { totalCount nodes { ${annotated} } }
      missing: images(first: 2, filter: { hasPhoto: false }) { totalCount nodes { fileName } }
      evaluations(first: 2) { totalCount nodes { id status } } } } }`,
  ],
  [
    'evaluations with datasets, models, protocols, numbers and failed images',
    `{ evaluations(first: $first) { totalCount nodes { id dataset { name photoCount } model { name } progress { done }
      protocol { groundTruthSha256 images } warnings { code } failedImages { nodes { fileName } } ${result} } } }`,
  ],
])('%s cost as many statements for 30 objects as for 2', async (_, query) => {
  await statementsOf(server, query, 2) // fills what is read once
  const few = await statementsOf(server, query, 2)
  expect(few).toBeGreaterThan(2)
  expect(await statementsOf(server, query, 30)).toBe(few)
})

test('a page of evaluations whose numbers nobody asks for reads no numbers', async () => {
  expect(
    await statementsOf(server, '{ evaluations(first: 30) { nodes { id status progress { done total } } } }', 30),
  ).toBe(1)
})

test('a dataset tells what its file has, in the order of the file', async () => {
  const id = toNodeId('Dataset', seeded[0]!.dataset)
  const query = `query ($id: ID!) { dataset(id: $id) { name format orientation sha256 imageCount photoCount
    annotationCount crowdCount frozenAt categories { fileId name } images(first: 5) { nodes { ${annotated} width } } } }`
  const { data } = await server.graphql<{ dataset: object }>(query, { id })
  const box = { x: 1 }
  expect(data.dataset).toMatchObject({
    ...{ name: 'set 0', format: 'COCO', orientation: 'UPRIGHT', imageCount: 2, photoCount: 1 },
    ...{ annotationCount: 3, crowdCount: 1, frozenAt: null, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    categories: [
      { fileId: 17, name: 'cat' },
      { fileId: 18, name: 'dog' },
    ],
    images: {
      nodes: [
        {
          ...{ fileId: 7, fileName: 'a.jpg', width: 200, image: { url: expect.stringContaining('/images/img_') } },
          annotations: {
            nodes: [
              { fileId: 1, category: { name: 'cat' }, box, area: 1200, isCrowd: false },
              { fileId: 2, category: { name: 'dog' }, box, area: 1200, isCrowd: true },
              { fileId: 3, category: null, box, area: 1200, isCrowd: false },
            ],
          },
        },
        { fileId: 8, fileName: 'b.jpg', image: null, annotations: { nodes: [] } },
      ],
    },
  })
})

test.each([
  ['{ hasPhoto: true }', ['a.jpg']],
  ['{ hasPhoto: false }', ['b.jpg']],
  ['{ fileName: "b.jpg" }', ['b.jpg']],
  ['{ fileName: "b" }', []],
  ['{ hasPhoto: true, fileName: "b.jpg" }', []],
  ['{ hasPhoto: null, fileName: null }', ['a.jpg', 'b.jpg']],
])('images of a dataset by %s', async (filter, names) => {
  const id = toNodeId('Dataset', seeded[0]!.dataset)
  const query = `{ dataset(id: "${id}") { images(first: 9, filter: ${filter}) { totalCount nodes { fileName } } } }`
  expect((await server.graphql(query)).data).toEqual({
    dataset: { images: { totalCount: names.length, nodes: names.map(fileName => ({ fileName })) } },
  })
})

test('an image tells which datasets it is a photo of, newest first, page after page', async () => {
  const [{ image }] = (await server.sql<{ image: string }>(
    'SELECT image_id AS image FROM dataset_image WHERE dataset_id = $1 AND position = 0',
    [seeded[2]!.dataset],
  )) as [{ image: string }]
  // Twice in one dataset is one dataset.
  for (const { dataset } of seeded.slice(4, 6))
    await server.sql('UPDATE dataset_image SET image_id = $2 WHERE dataset_id = $1', [dataset, image])
  const ask = async (after: string | null) => {
    const { data, errors } = await server.graphql<{ image: { datasets: { pageInfo: { endCursor: string } } } }>(
      `query ($id: ID!, $after: String) { image(id: $id) { datasets(first: 2, after: $after) {
        totalCount nodes { name } pageInfo { hasNextPage endCursor } } } }`,
      { id: toNodeId('Image', image), after },
    )
    expect(errors).toEqual([])
    return data.image.datasets
  }
  const first = await ask(null)
  expect(first).toMatchObject({
    ...{ totalCount: 3, nodes: [{ name: 'set 5' }, { name: 'set 4' }] },
    pageInfo: { hasNextPage: true },
  })
  expect(await ask(first.pageInfo.endCursor)).toMatchObject({
    ...{ nodes: [{ name: 'set 2' }], pageInfo: { hasNextPage: false } },
  })
})

test('an evaluation tells its numbers, what they mean, and which images failed', async () => {
  const id = toNodeId('Evaluation', seeded[0]!.evaluation)
  const query = `query ($id: ID!) { evaluation(id: $id) { name tags status phase profile failedImageCount
    progress { done total secondsLeft } failedImages(first: 5) { totalCount nodes { code message fileId fileName } } error { code }
    resultsUrl reportUrl reusedFrom dataset { name } model { name }
    source { kind scoreFloor maxDetections }
    protocol { profile iouThresholds maxDetections areaRanges { name min max } scoreFloor imageScope evaluator
      groundTruthSha256 detectionsSha256 images groundTruths crowds detections }
    result { summary { ap apLarge undefinedMetrics { metric reason } } recallByCap { cap ar } byArea { area ap }
      perCategory { category { fileId name } ap ap50 ar100 groundTruths crowds detections summary { ap undefinedMetrics { metric } } } } } }`
  const { data, errors } = await server.graphql<{ evaluation: object }>(query, { id })
  expect(errors).toEqual([])
  expect(data.evaluation).toMatchObject({
    ...{ name: 'set 0 COMPLETED', tags: ['nightly'], status: 'COMPLETED', phase: null, profile: 'PYCOCOTOOLS' },
    ...{ error: null, reusedFrom: null, dataset: { name: 'set 0' }, model: { name: 'demo' }, failedImageCount: 1 },
    failedImages: {
      totalCount: 1,
      nodes: [{ code: 'IMAGE_CORRUPT', message: 'It ends early.', fileId: 8, fileName: 'b.jpg' }],
    },
    progress: { done: 1, total: 1, secondsLeft: null },
    source: { kind: 'MODEL', scoreFloor: 0.05, maxDetections: 100 },
    resultsUrl: `${server.url}/evaluations/${id}/results.json`,
    reportUrl: `${server.url}/evaluations/${id}/report.html`,
    protocol: {
      ...{ profile: 'PYCOCOTOOLS', maxDetections: [1, 10, 100], scoreFloor: null, imageScope: 'ALL_IMAGES' },
      ...{ images: 2, groundTruths: 1, crowds: 1, detections: 1, detectionsSha256: null },
    },
    result: {
      summary: { ap: expect.closeTo(1, 12), apLarge: null },
      recallByCap: [
        { cap: 1, ar: 1 },
        { cap: 10, ar: 1 },
        { cap: 100, ar: 1 },
      ],
      perCategory: [
        {
          category: { fileId: 17, name: 'cat' },
          ap: expect.closeTo(1, 12),
          ap50: expect.closeTo(1, 12),
          ar100: 1,
          groundTruths: 1,
          crowds: 0,
          detections: 1,
        },
        { category: { fileId: 18, name: 'dog' }, ap: null, summary: { ap: null }, groundTruths: 0, crowds: 1 },
      ],
    },
  })
  const { result } = data.evaluation as {
    result: { summary: { undefinedMetrics: { metric: string; reason: string }[] } }
  }
  expect(result.summary.undefinedMetrics.map(({ metric }) => metric)).toContain('apLarge')
  for (const { reason } of result.summary.undefinedMetrics) expect(reason).toMatch(/\S/)
})

test('images that failed come by pages in the order of the dataset, whatever a worker said of them', async () => {
  const { evaluation } = seeded[1]!
  const errors = [
    { position: 0, code: 'DEADLINE_EXCEEDED', message: 'It took too long.' },
    { position: 1, code: 'IMAGE_EMPTY', message: 'No bytes.' },
  ]
  await server.sql('UPDATE evaluation SET failed_count = 2 WHERE id = $1', [evaluation])
  await server.sql('UPDATE evaluation_shard SET image_errors = $2 WHERE evaluation_id = $1', [
    evaluation,
    JSON.stringify(errors.toReversed()),
  ])
  const ask = async (after: string | null) => {
    const answer = await server.graphql<{ evaluation: { failedImages: { pageInfo: { endCursor: string } } } }>(
      `query ($id: ID!, $after: String) { evaluation(id: $id) { failedImageCount failedImages(first: 1, after: $after) {
        totalCount nodes { code message fileId } edges { node { fileName } } pageInfo { hasNextPage endCursor } } } }`,
      { id: toNodeId('Evaluation', evaluation), after },
    )
    expect(answer.errors).toEqual([])
    return answer.data.evaluation
  }
  const first = await ask(null)
  expect(first).toMatchObject({
    failedImageCount: 2,
    failedImages: {
      totalCount: 2,
      nodes: [{ code: 'INFERENCE_FAILED', message: 'It took too long.', fileId: 7 }],
      pageInfo: { hasNextPage: true },
    },
  })
  expect(await ask(first.failedImages.pageInfo.endCursor)).toMatchObject({
    failedImages: {
      nodes: [{ code: 'IMAGE_EMPTY', fileId: 8 }],
      edges: [{ node: { fileName: 'b.jpg' } }],
      pageInfo: { hasNextPage: false },
    },
  })
})

test('a failed evaluation tells why, and has neither numbers nor downloads', async () => {
  const query = `query ($id: ID!) { evaluation(id: $id) { status error { code message path } result { summary { ap } }
    resultsUrl reportUrl protocol { images } } }`
  const { data } = await server.graphql<{ evaluation: object }>(query, {
    id: toNodeId('Evaluation', seeded[0]!.failed),
  })
  expect(data.evaluation).toEqual({
    status: 'FAILED',
    error: { code: 'EVALUATION_FAILED', message: 'why', path: [] },
    ...{ result: null, resultsUrl: null, reportUrl: null, protocol: { images: null } },
  })
})

test('node finds datasets and evaluations, and tells an id of another kind or of nothing from one', async () => {
  const query =
    'query ($id: ID!) { node(id: $id) { __typename id } dataset(id: $id) { id } evaluation(id: $id) { id } }'
  const ask = async (id: string) => (await server.graphql(query, { id })).data
  const dataset = toNodeId('Dataset', seeded[0]!.dataset)
  expect(await ask(dataset)).toEqual({
    node: { __typename: 'Dataset', id: dataset },
    dataset: { id: dataset },
    evaluation: null,
  })
  const evaluation = toNodeId('Evaluation', seeded[0]!.evaluation)
  expect(await ask(evaluation)).toEqual({
    node: { __typename: 'Evaluation', id: evaluation },
    dataset: null,
    evaluation: { id: evaluation },
  })
  const nothing = { node: null, dataset: null, evaluation: null }
  for (const id of [toNodeId('Dataset', seeded[0]!.evaluation), 'dst_1', '']) expect(await ask(id)).toEqual(nothing)
})
