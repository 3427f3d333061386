import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { eventually } from '../helper/eventually.ts'
import { expectRefused } from '../helper/expectRefused.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

let server: TestServer
let admin: pg.Client
beforeAll(async () => {
  server = await startServer({}, { storeOptions: { timeoutMs: 1000, connections: 3 } })
  admin = new pg.Client({ connectionString: server.databaseUrl })
  await admin.connect()
  await admin.query('BEGIN; LOCK TABLE image, detection_run, detection, detection_count IN ACCESS EXCLUSIVE MODE')
})
afterEach(async () => {
  // While the tables are still locked: a query that was not ended would be among these for ever.
  await eventually(async () =>
    expect(
      await server.sql(
        `SELECT query FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      ),
    ).toEqual([]),
  )
})
afterAll(async () => {
  await admin.end()
  await server.stop()
})

test.each([
  '{ images(first: 1) { nodes { id } } }',
  '{ detectionRuns(first: 1) { nodes { id } } }',
  '{ detections(first: 1) { nodes { id } } }',
  '{ detectionCounts(by: DAY) { count } }',
])('%s that takes too long is ended in Postgres, and the answer invites nobody to send it again', async query => {
  const answer = await server.graphql(query)
  expectRefused(answer, 504, 'DEADLINE_EXCEEDED', /did not finish this query/)
  expect(answer.errors[0]?.extensions.hint).toMatch(/filter/)
  expect(answer.headers.get('retry-after')).toBeNull()
})

test('what is to be changed and takes too long is ended too, and can be sent again', async () => {
  const answer = await server.graphql(`mutation { deleteImage(id: "img_${'0'.repeat(32)}") { deletedId } }`)
  expectRefused(answer, 503, 'STORAGE_UNAVAILABLE', /nothing of this request was stored/)
  expect(answer.headers.get('retry-after')).toBe('2')
})
