import { Writable } from 'node:stream'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { type SeededRun, seedHistory } from '../helper/seedHistory.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

const { query } = pg.Pool.prototype
const logged: string[] = []
const log = pino({ level: 'error' }, new Writable({ write: (line, _, done) => done(void logged.push(String(line))) }))

let server: TestServer
beforeAll(async () => {
  server = await startServer({}, { log })
})
afterAll(() => server.stop())
afterEach(() => {
  vi.restoreAllMocks()
  logged.length = 0
})

const seed = () =>
  seedHistory(
    server,
    ['2026-11-01T10:00:00.000001Z', '2026-11-01T10:00:00.000002Z', '2026-11-01T10:00:00.000003Z'],
    [[1, 0.9]],
  )

/** Deletes images right after the server's next statement that reads `table`, before anything else of the request. */
function deleteAfterRead(table: RegExp, images: readonly string[]) {
  let armed = true
  const spy = vi.spyOn(pg.Pool.prototype, 'query')
  spy.mockImplementation(function (this: pg.Pool, ...args: unknown[]) {
    const [statement] = args as [string | { text?: string }]
    const text = typeof statement === 'string' ? statement : (statement.text ?? '')
    const answer = Reflect.apply(query, this, args)
    if (!armed || !table.test(text) || !(answer instanceof Promise)) return answer
    armed = false
    return answer.then(async (rows: unknown) => {
      await server.sql('DELETE FROM image WHERE id = ANY($1::uuid[])', [images])
      return rows
    })
  } as never)
  return () => armed
}

type Page = { nodes: unknown[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }

/** Reads a list of which `deleted` go while it is read, in the order of the seeds. */
async function readBeside(query: string, table: RegExp, deleted: (seeded: SeededRun[]) => SeededRun[]) {
  await server.sql('DELETE FROM image')
  const seeded = await seed()
  const isArmed = deleteAfterRead(
    table,
    deleted(seeded).map(({ image }) => image),
  )
  const answer = await server.graphql<{ list: Page }>(query)
  expect(isArmed()).toBe(false)
  expect({ status: answer.status, errors: answer.errors, logged }).toEqual({ status: 200, errors: [], logged: [] })
  return answer.data.list
}

const page = 'pageInfo { hasNextPage endCursor }'

test.each([
  [
    'runs and their images',
    `{ list: detectionRuns(first: 9) { nodes { image { id } } ${page} } }`,
    /FROM detection_run/,
  ],
  [
    'runs and their images, through fragments',
    `{ list: detectionRuns(first: 9) { ...a ${page} } } fragment a on DetectionRunConnection { edges { ... on DetectionRunEdge { node { image { id } } } } nodes { id } }`,
    /FROM detection_run/,
  ],
  [
    'detections and their runs',
    `{ list: detections(first: 9) { nodes { run { id image { id } } } ${page} } }`,
    /FROM detection_run/,
  ],
  [
    'detections of a category, whose boxes need the image',
    `{ list: detections(first: 9, filter: { categories: ["person"] }) { nodes { box(format: XYXY_RELATIVE) { coordinates } } ${page} } }`,
    /FROM detection d/,
  ],
])('what is deleted while a list is read is left out of it: %s', async (_, query, table) => {
  expect((await readBeside(query, table, seeded => seeded.slice(1, 2))).nodes).toHaveLength(2)
})

test('an image that goes while its runs are read has those that were there, or none', async () => {
  const query = `{ list: images(first: 9) { nodes { id runs(first: 9) { nodes { image { id } detections { run { id image { id } } } } } } ${page} } }`
  for (const table of [/FROM image/, /FROM unnest.*detection_run/s])
    expect((await readBeside(query, table, seeded => seeded)).nodes).toHaveLength(3)
})

test('a page of which all is deleted still leads to the next one', async () => {
  const query = `{ list: detectionRuns(first: 2) { nodes { image { id } } ${page} } }`
  const { nodes, pageInfo } = await readBeside(query, /FROM detection_run/, seeded => seeded.slice(1))
  expect({ nodes, hasNextPage: pageInfo.hasNextPage }).toEqual({ nodes: [], hasNextPage: true })
  const next = await server.graphql<{ list: Page }>(
    `query ($after: String) { list: detectionRuns(first: 2, after: $after) { nodes { image { id } } ${page} } }`,
    { after: pageInfo.endCursor },
  )
  expect(next.data.list.nodes).toHaveLength(1)
})

test('one detection whose image goes while it is read is answered whole or not at all', async () => {
  await server.sql('DELETE FROM image')
  const [run] = await seed()
  deleteAfterRead(/"detection_run"/, [run!.image])
  const { data, errors } = await server.graphql(
    `{ node(id: "det_${run!.id.replaceAll('-', '')}_0") { ... on Detection { run { image { id } } } } }`,
  )
  expect({ data, errors, logged }).toEqual({ data: { node: null }, errors: [], logged: [] })
})
