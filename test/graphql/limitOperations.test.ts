import { monitorEventLoopDelay } from 'node:perf_hooks'
import { getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectRefused } from '../helper/expectRefused.ts'
import type { Answer } from '../helper/sender.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer({ FOVEA_INTROSPECTION: '0' })
})
afterAll(() => server.stop())

/**
 * The answer to a document, and the longest time in milliseconds that the server's event loop stood still: the least of
 * three times, since other programs take turns on the same cores.
 */
async function blockedBy(ask: () => Promise<Answer>) {
  let ms = Number.POSITIVE_INFINITY
  for (let time = 0; time < 3 && ms > 100; time++) {
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    await ask()
    await new Promise(resolve => setTimeout(resolve, 10)) // a tick that is late is counted when it comes
    delay.disable()
    ms = Math.min(ms, delay.max / 1e6)
  }
  return { answer: await ask(), ms }
}

const doubling = (levels: number, inner: string) =>
  `${Array.from(
    { length: levels },
    (_, level) => `fragment F${level} on Image { ...F${level + 1} ...F${level + 1} }`,
  ).join('\n')}\nfragment F${levels} on Image { ${inner} }`

test('row 6: a syntax error is told with its place', async () => {
  expectRefused(await server.graphql('{ models { id }'), 400, 'GRAPHQL_PARSE_FAILED', /Syntax Error: Expected Name/)
  expectRefused(await server.graphql('   '), 400, 'GRAPHQL_PARSE_FAILED', /Syntax Error/)
})

test('row 6: a document of more than 2,000 tokens is not parsed', async () => {
  const long = `{ ${'models { id } '.repeat(600)} }`
  expectRefused(await server.graphql(long), 400, 'GRAPHQL_PARSE_FAILED', /2000 tokens/)
})

test('row 7: an unknown field is named, without a list of those there are where introspection is off', async () => {
  const answer = await server.graphql('{ model { id } }')
  expectRefused(answer, 400, 'GRAPHQL_VALIDATION_FAILED', /"model"/)
  expect(answer.text).not.toContain('Did you mean')
})

test('a document with several operations needs the name of one that is there', async () => {
  const query = 'query A { models { name } } query B { models { id } }'
  expectRefused(await server.graphql(query), 400, 'OPERATION_RESOLUTION_FAILURE', /operation name/)
})

describe('row 7: fragment bombs', () => {
  const bombs: [string, string, RegExp][] = [
    ['fragments that double 30 times', `{ images(first: 1) { nodes { ...F0 } } } ${doubling(30, 'id')}`, /recursive/i],
    [
      'fragments that double 5 times',
      `{ images(first: 100) { nodes { ...F0 } } } ${doubling(5, 'runs(first: 100) { nodes { id } }')}`,
      /at most/,
    ],
    [
      'a fragment that holds itself',
      '{ images(first: 1) { nodes { ...F } } } fragment F on Image { id ...F }',
      /itself/,
    ],
    [
      '300 aliases that all have to be merged',
      `{ ${'images(first: 1) { nodes { id } } '.repeat(150)} ${'images(first: 1) { nodes { id } } '.repeat(10)} }`,
      /./,
    ],
  ]
  test.each(bombs)('%s block the event loop less than 200 ms', async (_, query, says) => {
    const { answer, ms } = await blockedBy(() => server.graphql(query))
    expect(ms).toBeLessThan(200)
    if (answer.status !== 200) expectRefused(answer, 400, 'GRAPHQL_VALIDATION_FAILED', says)
  })
})

test('row 16: fifty detects in one operation are not executed', async () => {
  const detects = Array.from(
    { length: 50 },
    (_, index) => `a${index}: detect(input: { images: [{ base64: "AAAA" }] }) { userErrors { code } }`,
  )
  const answer = await server.graphql(`mutation { ${detects.join(' ')} }`)
  expectRefused(answer, 400, 'GRAPHQL_VALIDATION_FAILED', /at most one of detect/)
  const hidden =
    'mutation { ...A } fragment A on Mutation { a: detect(input: { images: [] }) { userErrors { code } } b: detect(input: { images: [] }) { userErrors { code } } }'
  expectRefused(await server.graphql(hidden), 400, 'GRAPHQL_VALIDATION_FAILED', /at most one of detect/)
})

test('heavy mutations are not put together in one operation', async () => {
  const evaluate = 'evaluate(input: { datasetId: "dst_1", detections: { model: "demo" } }) { userErrors { code } }'
  const create = 'createDataset(input: { groundTruth: { uploadId: "upl_1" } }) { userErrors { code } }'
  for (const fields of [`a: ${evaluate} b: ${evaluate}`, `${evaluate} ${create}`])
    expectRefused(await server.graphql(`mutation { ${fields} }`), 400, 'GRAPHQL_VALIDATION_FAILED', /at most one of/)
  expect((await server.graphql(`mutation { ${evaluate} }`)).status).toBe(200)
})

test('row 17: introspection is refused where it is off', async () => {
  for (const query of [getIntrospectionQuery(), '{ __type(name: "Image") { name } }'])
    expectRefused(await server.graphql(query), 400, 'GRAPHQL_VALIDATION_FAILED', /introspection is not allowed/)
  const named = await server.graphql<{ __typename: string }>('{ __typename }')
  expect(named.data.__typename).toBe('Query')
})

const tooLarge: [string, string, RegExp][] = [
  [
    '100 images with 100 runs with 100 detections',
    '{ images(first: 100) { nodes { runs(first: 100) { nodes { detections { score } } } } } }',
    /at most 100000 fields/,
  ],
  [
    'lists that take no `first`: 80 labels of each of 10,000 runs',
    '{ images(first: 100) { nodes { runs(first: 100) { nodes { model { labels { name } } } } } } }',
    /at most 100000 fields/,
  ],
  [
    '21 root fields',
    `{ ${Array.from({ length: 21 }, (_, index) => `a${index}: models { id }`).join(' ')} }`,
    /at most 20 root fields/,
  ],
  [
    'fields nested deeper than 15',
    `{ detections(first: 1) { nodes { ${'run { detections(first: 1) { '.repeat(8)} id ${'} }'.repeat(8)} } } }`,
    /at most 15 deep/,
  ],
]
test.each(tooLarge)('%s are refused before anything is read', async (_, query, says) => {
  expectRefused(await server.graphql(query), 400, 'GRAPHQL_VALIDATION_FAILED', says)
})

test('the query of a history page is not taken for too large', async () => {
  const query = `{ images(first: 100) { totalCount pageInfo { hasNextPage endCursor } nodes { id url runs(first: 1) {
    nodes { id createdAt detections { category { name } score box { x y width height } } } } } } }`
  expect((await server.graphql(query)).status).toBe(200)
})

describe('arguments out of range', () => {
  test.each([
    ['-1', /from 0 to 1 .*minScore but received -1/],
    ['2', /from 0 to 1 .*minScore but received 2/],
    ['1e300', /from 0 to 1 .*minScore/],
  ])('row 38: a score threshold of %s is refused', async (value, says) => {
    const list = `{ detections(first: 1, filter: { minScore: ${value} }) { totalCount } }`
    expectRefused(await server.graphql(list), 400, 'BAD_USER_INPUT', says)
    const nested = `{ detectionRuns(first: 1) { nodes { detections(minScore: ${value}) { id } } } }`
    expectRefused(await server.graphql(nested), 400, 'BAD_USER_INPUT', says)
    const variable = 'query ($s: Float!) { detections(first: 1, filter: { minScore: $s }) { totalCount } }'
    expectRefused(await server.graphql(variable, { s: Number(value) }), 400, 'BAD_USER_INPUT', says)
    const whole = 'query ($f: DetectionFilter!) { detections(first: 1, filter: $f) { totalCount } }'
    expectRefused(await server.graphql(whole, { f: { minScore: Number(value) } }), 400, 'BAD_USER_INPUT', says)
  })

  test('row 38: NaN as a score threshold is refused', async () => {
    const query = 'query ($s: Float!) { detections(first: 1, filter: { minScore: $s }) { totalCount } }'
    expectRefused(await server.graphql(query, { s: 'NaN' }), 400, 'BAD_USER_INPUT', /Float cannot represent/)
    const infinite = await server.send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { s: 0 } }).replace('"s":0', '"s":1e999'),
    })
    expectRefused(infinite, 400, 'BAD_USER_INPUT', /Float cannot represent/)
    const literal = await server.graphql('{ detections(first: 1, filter: { minScore: NaN }) { totalCount } }')
    expectRefused(literal, 400, 'GRAPHQL_VALIDATION_FAILED', /Float cannot represent non numeric value: NaN/)
  })

  test.each([0, -1, 101])('`first` of %s is refused', async first => {
    const says = new RegExp(`from 1 to 100 for images.first but received ${first}`)
    expectRefused(await server.graphql(`{ images(first: ${first}) { totalCount } }`), 400, 'BAD_USER_INPUT', says)
  })

  test('null for an argument that has a default is an error, not the default', async () => {
    const query = 'query ($s: Float = 0.5) { detectionRuns(first: 1) { nodes { detections(minScore: $s) { id } } } }'
    expectRefused(await server.graphql(query, { s: null }), 400, 'BAD_USER_INPUT', /minScore.* must not be null/)
    const literal = '{ detectionRuns(first: 1) { nodes { detections(minScore: null) { id } } } }'
    expectRefused(await server.graphql(literal), 400, 'GRAPHQL_VALIDATION_FAILED', /Float!/)
  })

  test('a category that there is not is named', async () => {
    const query = '{ detections(first: 1, filter: { categories: ["cat", "unicorn"] }) { totalCount } }'
    expectRefused(await server.graphql(query), 400, 'BAD_USER_INPUT', /"unicorn"/)
    const nested = '{ detectionRuns(first: 1) { nodes { detections(categories: ["Cat"]) { id } } } }'
    expectRefused(await server.graphql(nested), 400, 'BAD_USER_INPUT', /"Cat"/)
  })
})

test('a body of a million values is refused before they are looked at one by one', async () => {
  const query = 'mutation ($input: DetectInput!) { detect(input: $input) { userErrors { code } } }'
  const { answer, ms } = await blockedBy(() => server.graphql(query, { input: { images: Array(1e6).fill(1) } }))
  expectRefused(answer, 400, 'BAD_REQUEST', /10000 values/)
  expect(ms).toBeLessThan(500)
})

test('thousands of wrong values are answered with the first of them', async () => {
  const query = 'mutation ($input: DetectInput!) { detect(input: $input) { userErrors { code } } }'
  const { answer, ms } = await blockedBy(() => server.graphql(query, { input: { images: Array(9000).fill(1) } }))
  expectRefused(answer, 400, 'BAD_USER_INPUT', /input\.images/)
  expect(ms).toBeLessThan(200)
})
