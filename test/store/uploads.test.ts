import { connect } from 'node:net'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type DetectData, detectMutation } from '../helper/detectMutation.ts'
import { eventually } from '../helper/eventually.ts'
import { expectRefused } from '../helper/expectRefused.ts'
import { scene } from '../helper/scene.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

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
  const left = await server.sql<{ soon: boolean }>(
    "SELECT expires_at < now() + interval '21 seconds' AS soon FROM upload",
  )
  expect(left).toEqual([{ soon: true }])
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
