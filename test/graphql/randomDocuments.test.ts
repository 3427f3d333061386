import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { buildSchema } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cpuOf } from '../helper/cpuOf.ts'
import { randomDocument } from '../helper/randomDocument.ts'
import { seedEvaluations } from '../helper/seedEvaluations.ts'
import { seedHistory } from '../helper/seedHistory.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

/** FOVEA_TEST_DOCUMENTS=100000 makes it the run of an hour that the promise speaks of. */
const count = Number(process.env.FOVEA_TEST_DOCUMENTS ?? 300)
/** The suite asks the same documents every time, so that a failure is one of the code; FOVEA_TEST_SEED asks others. */
const seed = Number(process.env.FOVEA_TEST_SEED ?? 1)

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  const moments = Array.from({ length: 20 }, (_, second) => `2026-11-01T10:00:${10 + second}.000000Z`)
  await seedHistory(server, moments, [
    [1, 0.9],
    [17, 0.6],
  ])
  await seedEvaluations(server, 5)
})
afterAll(() => server.stop())

test('whatever a document asks for, the server answers, refuses or says what is wrong, and is not held up', async () => {
  const schema = buildSchema(readFileSync(resolve(import.meta.dirname, '../../schema.graphql'), 'utf8'))
  const statuses = new Map<number, number>()
  const asked = fc.asyncProperty(randomDocument(schema), async document => {
    const { status, errors, text } = await server.graphql(document)
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    expect(status, `${document}\n${text}`).toBeLessThan(500)
    expect(text).not.toMatch(/INTERNAL_SERVER_ERROR/)
    if (status >= 400) expect(errors[0]?.message).toMatch(/\S/)
  })
  const { stretch } = await cpuOf(() => fc.assert(asked, { numRuns: count, seed, endOnFailure: true }))
  expect(stretch).toBeLessThan(200)
  expect([...statuses.keys()].sort()).toEqual([200, 400])
}, 3_600_000)
