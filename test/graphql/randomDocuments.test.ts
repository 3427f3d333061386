import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { buildSchema } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type NodeType, toNodeId } from '../../src/graphql/nodeId.ts'
import { cpuOf } from '../helper/cpuOf.ts'
import { randomDocument } from '../helper/randomDocument.ts'
import { seedEvaluations } from '../helper/seedEvaluations.ts'
import { seedHistory } from '../helper/seedHistory.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

const textOf = (type: NodeType, key: string) => JSON.stringify(toNodeId(type, key))

/** FOVEA_TEST_DOCUMENTS=100000 makes it the run of an hour that the promise speaks of. */
const count = Number(process.env.FOVEA_TEST_DOCUMENTS ?? 600)
/** The suite asks the same documents every time, so that a failure is one of the code; FOVEA_TEST_SEED asks others. */
const seed = Number(process.env.FOVEA_TEST_SEED ?? 1)

let server: TestServer
let existing: Record<'id' | 'datasetId' | 'imageId' | 'model', string[]>
beforeAll(async () => {
  server = await startServer()
  const moments = Array.from({ length: 20 }, (_, second) => `2026-11-01T10:00:${10 + second}.000000Z`)
  const runs = await seedHistory(server, moments, [
    [1, 0.9],
    [17, 0.6],
  ])
  const seeded = await seedEvaluations(server, 5)
  const datasetId = seeded.map(({ dataset }) => textOf('Dataset', dataset))
  const imageId = runs.slice(0, 5).map(({ image }) => textOf('Image', image))
  const models = [textOf('Model', runs[0]!.model)]
  existing = {
    ...{ datasetId, imageId, model: ['"demo"', ...models] },
    id: [
      ...[...datasetId, ...imageId, ...models],
      ...seeded.flatMap(({ evaluation, failed }) => [textOf('Evaluation', evaluation), textOf('Evaluation', failed)]),
      ...runs.slice(0, 5).map(({ id }) => textOf('DetectionRun', id)),
    ],
  }
})
afterAll(() => server.stop())

test('whatever a document asks for, the server answers, refuses or says what is wrong, and is not held up', async () => {
  const schema = buildSchema(readFileSync(resolve(import.meta.dirname, '../../schema.graphql'), 'utf8'))
  const statuses = new Map<number, number>()
  const found = new Set<string>()
  const asked = fc.asyncProperty(randomDocument(schema, existing), async document => {
    const { status, errors, text, data } = await server.graphql(document)
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    expect(status, `${document}\n${text}`).toBeLessThan(500)
    expect(text).not.toMatch(/INTERNAL_SERVER_ERROR/)
    for (const [name, value] of Object.entries(data ?? {})) if (value !== null) found.add(name)
    if (status >= 400) expect(errors[0]?.message).toMatch(/\S/)
  })
  const { stretch } = await cpuOf(() => fc.assert(asked, { numRuns: count, seed, endOnFailure: true }))
  expect(stretch).toBeLessThan(200)
  expect([...statuses.keys()].sort()).toEqual([200, 400])
  for (const name of ['node', 'image', 'dataset', 'evaluation']) expect([...found]).toContain(name)
}, 3_600_000)
