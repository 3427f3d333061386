import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedHistory } from '../helper/seedHistory.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'
import { statementsOf } from '../helper/statementsOf.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  const moments = Array.from({ length: 30 }, (_, index) => `2026-11-01T10:00:${String(index).padStart(2, '0')}.000000Z`)
  await seedHistory(server, moments, [
    [1, 0.9],
    [17, 0.8],
    [18, 0.1],
  ])
})
afterAll(() => server.stop())

test.each([
  [
    'images with runs, detections, boxes and counts',
    `{ images(first: $first) { totalCount nodes { id runs(first: 2) { totalCount nodes { model { name labels { name } } image { id }
      few: detections(first: 5) { category { name } run { id } box(format: XYXY_RELATIVE) { coordinates } }
      all: detections(minScore: 0, categories: ["cat", "dog"]) { score } } } } } }`,
  ],
  [
    'runs with images and models',
    '{ detectionRuns(first: $first) { nodes { image { url } model { name } detections { id } } } }',
  ],
  [
    'detections with runs and images',
    '{ detections(first: $first) { nodes { category { name } run { image { id } model { id } } } } }',
  ],
])('%s cost as many statements for 30 objects as for 2', async (_, query) => {
  await statementsOf(server, query, 2) // fills what is read once, such as the categories
  const few = await statementsOf(server, query, 2)
  expect(few).toBeGreaterThan(1)
  expect(await statementsOf(server, query, 30)).toBe(few)
})

test('totalCount is counted only when it is asked for', async () => {
  expect(await statementsOf(server, '{ images(first: $first) { nodes { id } } }', 2)).toBe(1)
  expect(await statementsOf(server, '{ images(first: $first) { totalCount nodes { id } } }', 2)).toBe(2)
})

test('what is read together is told apart again: by score, category, number and page', async () => {
  type Found = { score: number }[]
  type Data = { detectionRuns: { nodes: Record<'cats' | 'dogs' | 'best' | 'both', Found>[] } }
  const { data } = await server.graphql<Data>(`{ detectionRuns(first: 3) { nodes {
    cats: detections(minScore: 0, categories: ["cat"], first: 9) { score }
    dogs: detections(minScore: 0, categories: ["dog"], first: 9) { score }
    best: detections(minScore: 0, first: 1) { score }
    both: detections(first: 9) { score } } } }`)
  const expected = {
    cats: [{ score: 0.8 }],
    dogs: [{ score: 0.1 }],
    best: [{ score: 0.9 }],
    both: [{ score: 0.9 }, { score: 0.8 }],
  }
  expect(data.detectionRuns.nodes).toEqual([expected, expected, expected])
})
