import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { Writable } from 'node:stream'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { storedBytes } from '../../src/runs/readStoredImage.ts'
import { createStore, type Store } from '../../src/store/createStore.ts'
import { type DetectData, detectMutation } from '../helper/detectMutation.ts'
import { eventually } from '../helper/eventually.ts'
import { expectRefused } from '../helper/expectRefused.ts'
import { scene } from '../helper/scene.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'
import { tcpProxy } from '../helper/tcpProxy.ts'

const logged: { level: number; msg: string }[] = []
const log = pino(new Writable({ write: (line, _, done) => done(void logged.push(JSON.parse(String(line)))) }))

let server: TestServer
beforeAll(async () => {
  server = await startServer({ FOVEA_UPLOADS_MB: '1' }, { log })
})
afterAll(() => server.stop())
beforeEach(async () => void (await server.sql('DELETE FROM upload')))

/** An image of which one fits into the room for uploads, and two do not. */
const large = () => Buffer.concat([scene(1), Buffer.alloc(600_000)])
const put = (bytes: Uint8Array = large()) =>
  server.send('/uploads/a.jpg', { method: 'PUT', body: new Uint8Array(bytes) })

async function putImage(bytes?: Uint8Array): Promise<string> {
  const { status, text } = await put(bytes)
  expect({ status, text }).toMatchObject({ status: 201 })
  return JSON.parse(text).id
}

async function detect(...ids: string[]): Promise<string[]> {
  const input = { images: ids.map(uploadId => ({ uploadId })) }
  const { data, text } = await server.graphql<DetectData>(detectMutation, { input })
  expect(data, text).toBeTruthy()
  return data.detect.results.map(result => (result.__typename === 'ImageError' ? result.code : result.__typename))
}

test('uploads that are used one after the other never fill the room for those that wait', async () => {
  for (let sent = 0; sent < 4; sent++) expect(await detect(await putImage())).toEqual(['DetectionRun'])
})

test('an upload that cannot be used is used too', async () => {
  expect(await detect(await putImage(Buffer.alloc(600_000, 'x')))).toEqual(['IMAGE_UNSUPPORTED'])
  await putImage()
})

test('while nothing is used the room is full, and says when to come again', async () => {
  await putImage()
  const answer = await put()
  expectRefused(answer, 503, 'OVERLOADED', /Uploads that wait to be used hold \d+ of at most 1048576 bytes/)
  expect(answer.headers.get('retry-after')).toBe('30')
})

test('an upload that announces more than there is room for is refused before any of it comes', async () => {
  await putImage()
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  socket.write('PUT /uploads HTTP/1.1\r\nhost: x\r\ncontent-length: 700000\r\n\r\n')
  const [answer] = await once(socket, 'data')
  expect(String(answer)).toMatch(/^HTTP\/1\.1 503 .*leaves no room for 700000 more/s)
  socket.destroy()
})

test('an upload can be used again for two minutes, so that a call whose answer was lost can be sent again', async () => {
  const id = await putImage()
  expect(await detect(id, id)).toEqual(['DetectionRun', 'DetectionRun'])
  expect(await detect(id)).toEqual(['DetectionRun'])
  const [left] = await server.sql<{ seconds: number }>(
    'SELECT extract(epoch FROM expires_at - now())::float8 AS seconds FROM upload',
  )
  expect(left!.seconds).toBeGreaterThan(60)
  expect(left!.seconds).toBeLessThanOrEqual(120)
})

test('using an upload again does not prolong its life, and one whose time has come goes without another PUT', async () => {
  const [used, other] = [await putImage(Buffer.from(scene(1))), await putImage(Buffer.from(scene(2)))]
  await server.sql("UPDATE upload SET expires_at = now() + interval '20 seconds' WHERE id = $1", [used.slice(4)])
  await server.sql("UPDATE upload SET expires_at = now() - interval '1 second' WHERE id = $1", [other.slice(4)])
  await detect(used)
  await eventually(async () =>
    expect(
      await server.sql<{ soon: boolean }>("SELECT expires_at < now() + interval '21 seconds' AS soon FROM upload"),
    ).toEqual([{ soon: true }]),
  )
})

test('a client that goes away while it sends is no outage of the database, neither in the log nor in the metrics', async () => {
  const count = async () => (await server.sql('SELECT id FROM upload')).length
  logged.length = 0
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  socket.write('PUT /uploads/gone.bin HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\n')
  socket.write(new Uint8Array(300_000))
  await eventually(async () => expect(await count()).toBe(1))
  socket.resetAndDestroy()
  await eventually(async () => expect(await count()).toBe(0))
  await eventually(() => expect(logged).toContainEqual(expect.objectContaining({ level: 30, msg: 'sender went away' })))
  expect((await server.send('/metrics')).text).not.toContain('STORAGE_UNAVAILABLE')
  expect(logged.filter(({ level }) => level > 30)).toEqual([])
})

test("an upload that is too large for an image is that image's own error", async () => {
  const small = await startServer({ FOVEA_MAX_IMAGE_MB: '1' })
  try {
    const putTo = async (bytes: Uint8Array) =>
      JSON.parse((await small.send('/uploads', { method: 'PUT', body: new Uint8Array(bytes) })).text).id as string
    const ids = [await putTo(Buffer.alloc(3_000_000)), await putTo(scene(1))]
    const input = { images: ids.map(uploadId => ({ uploadId })) }
    const { data } = await small.graphql<DetectData>(detectMutation, { input })
    expect(data.detect.results).toMatchObject([
      {
        code: 'PAYLOAD_TOO_LARGE',
        message: 'Expected an image of at most 1048576 bytes but the upload has 3000000.',
        hint: 'The limit is the setting FOVEA_MAX_IMAGE_MB.',
      },
      { __typename: 'DetectionRun' },
    ])
  } finally {
    await small.stop()
  }
})

describe('chunks', () => {
  const MB = 1024 * 1024
  const limits = { maxBytes: 10 * MB, maxTotalBytes: 100 * MB, lifetimeMs: 3_600_000 }
  let store: Store
  beforeAll(() => {
    store = createStore(server.databaseUrl)
  })
  afterAll(() => store.close())

  async function all(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
    const found: Uint8Array[] = []
    for await (const chunk of chunks) found.push(chunk)
    return found
  }

  async function* pieces(bytes: Uint8Array, between: (at: number) => Promise<unknown> = async () => undefined) {
    for (let at = 0; at < bytes.length; at += 100_000) {
      await between(at)
      yield bytes.subarray(at, at + 100_000)
    }
  }
  const keep = async (bytes: Uint8Array) => (await store.uploads.receive(pieces(bytes), null, limits)).id
  const notFound = expect.objectContaining({ code: 'UPLOAD_NOT_FOUND' })
  const secondsLeft = async () => {
    const [row] = await server.sql<{ seconds: number }>(
      'SELECT extract(epoch FROM expires_at - now())::float8 AS seconds FROM upload',
    )
    return row!.seconds
  }

  test('give the bytes in their order, none of them large', async () => {
    const bytes = randomBytes(12.5 * MB)
    const id = (await store.uploads.receive(pieces(bytes), null, { ...limits, maxBytes: 13 * MB })).id
    const chunks = await all(store.uploads.chunks(id))
    expect(chunks.length).toBeGreaterThan(11)
    expect(Math.max(...chunks.map(chunk => chunk.length))).toBeLessThan(1.2 * MB)
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true)
  })

  test('of an empty upload are none', async () => {
    expect(await all(store.uploads.chunks(await keep(Buffer.alloc(0))))).toEqual([])
  })

  test('are not found where there is no upload, where it is not finished and where it has expired', async () => {
    await expect(all(store.uploads.chunks(randomUUID()))).rejects.toEqual(notFound)
    const id = await keep(Buffer.alloc(10))
    await server.sql('UPDATE upload SET complete = false')
    await expect(all(store.uploads.chunks(id))).rejects.toEqual(notFound)
    await server.sql("UPDATE upload SET complete = true, expires_at = now() - interval '1 second'")
    await expect(all(store.uploads.chunks(id))).rejects.toEqual(notFound)
  })

  test('end with an error, not early, where the upload is deleted meanwhile', async () => {
    const chunks = store.uploads.chunks(await keep(randomBytes(5 * MB)))
    await chunks.next()
    await server.sql('DELETE FROM upload')
    await expect(all(chunks)).rejects.toEqual(notFound)
  })

  test('keep an upload that was about to expire', async () => {
    const id = await keep(Buffer.alloc(10))
    await server.sql("UPDATE upload SET expires_at = now() + interval '20 seconds'")
    await all(store.uploads.chunks(id))
    expect(await secondsLeft()).toBeGreaterThan(300)
  })

  test('of a database whose connection breaks are a failure of storage, and end nothing else', async () => {
    const id = await keep(Buffer.alloc(3 * MB))
    const proxy = await tcpProxy(server.databaseUrl)
    const behind = createStore(proxy.url)
    const locker = new pg.Client({ connectionString: server.databaseUrl })
    await locker.connect()
    try {
      await locker.query('BEGIN; LOCK upload_chunk IN ACCESS EXCLUSIVE MODE')
      const reading = expect(all(behind.uploads.chunks(id))).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' })
      const waiting = `SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`
      await eventually(async () => expect((await server.sql(waiting)).length).toBe(1))
      proxy.refuse()
      await reading
      await locker.query('COMMIT')
      proxy.pass()
      expect(Buffer.concat(await all(behind.uploads.chunks(id))).length).toBe(3 * MB)
    } finally {
      await locker.end()
      await behind.close()
      proxy.close()
    }
  })

  test('that are too many for an image take no room in the queue of images', async () => {
    const sources = [await keep(Buffer.alloc(5000)), await keep(Buffer.alloc(100))].map(id => ({
      kind: 'uploadId' as const,
      id,
    }))
    expect(await storedBytes(store, sources, 1000)).toBe(100)
  })

  test('that come for longer than an upload lives are kept for as long again', async () => {
    const nearlyOver = (at: number) =>
      at === 2_000_000 ? server.sql("UPDATE upload SET expires_at = now() + interval '5 seconds'") : Promise.resolve()
    const seen: number[] = []
    const watch = async (at: number) => {
      await nearlyOver(at)
      if (at === 4_000_000) seen.push(await secondsLeft())
    }
    await store.uploads.receive(pieces(Buffer.alloc(4_500_000), watch), null, limits)
    expect(seen[0]).toBeGreaterThan(3000)
    expect(await secondsLeft()).toBeGreaterThan(3000)
  })

  test.each([-1, 1])('live by the clock of the database, whatever that of a process says (%i day)', async days => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * 86_400_000 })
    onTestFinished(() => void vi.useRealTimers())
    const id = await keep(randomBytes(10))
    expect(Math.abs((await secondsLeft()) - 3600)).toBeLessThan(30)
    const [upload] = await store.uploads.findMany([id])
    expect(upload).toMatchObject({ id, byteSize: 10n, complete: true, expiresAt: expect.any(Date) })
    await store.uploads.markUsed([id])
    expect(Math.abs((await secondsLeft()) - 120)).toBeLessThan(30)
    await all(store.uploads.chunks(id))
    expect(Math.abs((await secondsLeft()) - 600)).toBeLessThan(30)
    await server.sql("UPDATE upload SET expires_at = now() - interval '1 second'")
    expect(await store.uploads.findMany([id])).toEqual([])
  })
})
