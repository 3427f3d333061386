import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type DetectData, detectMutation } from '../helper/detectMutation.ts'
import { detectUploads } from '../helper/detectUploads.ts'
import { eventually } from '../helper/eventually.ts'
import { expectRefused } from '../helper/expectRefused.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'
import { scene } from '../helper/scene.ts'
import type { Answer } from '../helper/sender.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'
import { tcpProxy } from '../helper/tcpProxy.ts'

const timeoutMs = 800

let proxy: Awaited<ReturnType<typeof tcpProxy>>
let server: TestServer
let admin: pg.Client
let stored: Awaited<ReturnType<TestServer['rowCounts']>>

beforeAll(async () => {
  const databaseUrl = await freshDatabase()
  proxy = await tcpProxy(databaseUrl)
  server = await startServer({ DATABASE_URL: proxy.url }, { databaseUrl, storeOptions: { timeoutMs, connections: 3 } })
  admin = new pg.Client({ connectionString: databaseUrl })
  await admin.connect()
})
afterAll(async () => {
  await admin.end()
  await server.stop()
  proxy.close()
})
beforeEach(async () => {
  stored = await server.rowCounts()
})

let next = 0
/** Detects two images that nobody has sent yet. */
function detectTwo(): Promise<Answer<DetectData>> {
  const images = [1, 2].map(() => ({
    fileName: 'x.jpg',
    bytes: Buffer.concat([scene(1), Buffer.from(String(next++))]),
  }))
  return server.postMultipart<DetectData>(detectUploads(images))
}
const list = () => server.graphql('{ images(first: 1) { nodes { id } } }')
const upload = () => server.send('/uploads/a.bin', { method: 'PUT', body: new Uint8Array(3_000_000) })

function expectUnavailable(answer: Answer) {
  expectRefused(answer, 503, 'STORAGE_UNAVAILABLE', /database does not answer/)
  expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
}

async function expectNothingStored() {
  expect(await server.rowCounts()).toEqual(stored)
  expect(server.fovea.detector.stats().admitted).toEqual({ images: 0, bytes: 0 })
}

/** All of it works again, with the same process, after a few answers that still meet dead connections. */
async function expectRecovered() {
  await eventually(async () => expect((await list()).status).toBe(200))
  await eventually(async () => expect((await server.send('/readyz')).status).toBe(200))
  await eventually(async () => expect((await upload()).status).toBe(201))
  const { status, data } = await detectTwo()
  expect(status).toBe(200)
  expect(data.detect.results.map(({ __typename }) => __typename)).toEqual(['DetectionRun', 'DetectionRun'])
  expect(await server.rowCounts()).toMatchObject({ images: stored.images + 2, runs: stored.runs + 2 })
}

test('row 52: while Postgres is down every request is answered with 503, and the same process works on afterwards', async () => {
  proxy.refuse()
  for (const answer of await Promise.all([detectTwo(), list(), upload(), server.send(`/images/img_${'0'.repeat(32)}`)]))
    expectUnavailable(answer)
  const ready = await server.send('/readyz')
  expect([ready.status, JSON.parse(ready.text)]).toEqual([
    503,
    { status: 'unavailable', database: 'unavailable', detector: 'ok' },
  ])
  expect((await server.send('/livez')).status).toBe(200)
  proxy.pass()
  await expectNothingStored()
  await expectRecovered()
})

/** The process ids of connections that wait for a lock. */
const waiting = async () =>
  (
    await server.sql<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    )
  ).map(({ pid }) => pid)

test('row 52: a connection that is ended within the transaction leaves no row of the call behind', async () => {
  await admin.query('BEGIN; LOCK TABLE detection IN ACCESS EXCLUSIVE MODE')
  const answering = detectTwo()
  const [pid] = await eventually(async () => {
    const pids = await waiting()
    expect(pids).toHaveLength(1)
    return pids
  })
  await server.sql('SELECT pg_terminate_backend($1)', [pid])
  expectUnavailable(await answering)
  await admin.query('ROLLBACK')
  await expectNothingStored()
  await expectRecovered()
})

test('row 53: connections that swallow every byte are given up in time, and replaced', async () => {
  await Promise.all([list(), list(), list()]) // so that the pool has connections to lose
  proxy.swallow()
  const began = performance.now()
  for (const answer of await Promise.all([detectTwo(), list(), upload()])) expectUnavailable(answer)
  expect(performance.now() - began).toBeLessThan(5000)
  proxy.pass()
  await expectNothingStored()
  await expectRecovered()
})

test('row 53: a transaction that stands still is given up in time', async () => {
  await admin.query('BEGIN; LOCK TABLE detection IN ACCESS EXCLUSIVE MODE')
  const began = performance.now()
  expectUnavailable(await detectTwo())
  expect(performance.now() - began).toBeLessThan(5000)
  await admin.query('ROLLBACK')
  await eventually(expectNothingStored)
  await expectRecovered()
})

test('row 53: where every connection is taken, the wait for one ends in time', async () => {
  await admin.query('BEGIN; LOCK TABLE upload_chunk IN ACCESS EXCLUSIVE MODE')
  const taken = Promise.all([upload(), upload(), upload()])
  await eventually(async () => expect(await waiting()).toHaveLength(3))
  expectUnavailable(await list())
  for (const answer of await taken) expectUnavailable(answer)
  await admin.query('ROLLBACK')
  await eventually(expectNothingStored)
  await expectRecovered()
})

describe('row 54: a disk that is full', () => {
  test('as Postgres tells it, in the last statement of a call, leaves nothing of the call', async () => {
    await admin.query(`CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'could not extend file "base/1": No space left on device' USING ERRCODE = '53100'; END $$`)
    await admin.query('CREATE TRIGGER full_disk BEFORE INSERT ON detection EXECUTE FUNCTION full_disk()')
    expectUnavailable(await detectTwo())
    await admin.query('DROP TRIGGER full_disk ON detection')
    await expectNothingStored()
    await expectRecovered()
  })

  test('a real one, of 32 MB', async context => {
    const folder = mkdtempSync(join(tmpdir(), 'fovea-full-'))
    const { rows } = await admin.query<{ data_directory: string }>('SHOW data_directory')
    const { uid, gid } = statSync(rows[0]!.data_directory)
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=32m,uid=${uid},gid=${gid},mode=0700`, 'fovea-full', folder], {
        stdio: 'pipe',
      })
    } catch (error) {
      rmdirSync(folder)
      context.skip(`needs the right to mount a small disk: ${(error as Error).message.split('\n').at(-1)}`)
    }
    const ballast = join(folder, 'ballast')
    const space = `full_${process.pid}`
    try {
      await admin.query(`CREATE TABLESPACE ${space} LOCATION '${folder}'`)
      await admin.query(`ALTER TABLE image_bytes SET TABLESPACE ${space}`)
      const { bavail, bsize } = statfsSync(folder)
      writeFileSync(ballast, Buffer.alloc(bavail * bsize - 1024 * 1024))
      const padded = { fileName: 'large.jpg', bytes: Buffer.concat([scene(2), Buffer.alloc(2 * 1024 * 1024)]) }
      const send = () => server.postMultipart(detectUploads([padded]))
      expectUnavailable(await send())
      expect(await server.rowCounts()).toEqual(stored)
      rmSync(ballast)
      expect((await send()).status).toBe(200)
      await server.sql('DELETE FROM image WHERE byte_size > 2097152')
      stored = await server.rowCounts()
    } finally {
      await admin.query('ALTER TABLE image_bytes SET TABLESPACE pg_default')
      await admin.query(`DROP TABLESPACE IF EXISTS ${space}`)
      execFileSync('umount', [folder])
      rmdirSync(folder)
    }
    await expectRecovered()
  })
})

test('an answer that refuses says where nothing of the database is', async () => {
  proxy.refuse()
  const answer = await server.graphql<DetectData>(detectMutation, {
    input: { images: [{ uploadId: `upl_${'0'.repeat(32)}` }] },
  })
  expectUnavailable(answer)
  expect(answer.errors[0]?.extensions.hint).toMatch(/again/)
  proxy.pass()
  await eventually(async () => expect((await list()).status).toBe(200))
})
