import http from 'node:http'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { ArrivalLimits } from '../../src/server/limitArrival.ts'
import { detectUploads } from '../helper/detectUploads.ts'
import { eventually } from '../helper/eventually.ts'
import { scene } from '../helper/scene.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

const small = { wholeMs: 1000, pauseMs: 1000 }
let given: ArrivalLimits
vi.mock('../../src/server/limitArrival.ts', async original => {
  const { limitArrival } = await original<typeof import('../../src/server/limitArrival.ts')>()
  return {
    limitArrival: (app: Parameters<typeof limitArrival>[0], limits: ArrivalLimits) => {
      given = limits
      limitArrival(app, { ...limits, ...small })
    },
  }
})

let server: TestServer
let listener: http.Server
beforeAll(async () => {
  const { createServer } = http
  const spy = vi.spyOn(http, 'createServer').mockImplementation(((
    options: http.ServerOptions,
    handler: http.RequestListener,
  ) => {
    listener = createServer({ ...options, connectionsCheckingInterval: 20 }, handler)
    return listener
  }) as typeof createServer)
  server = await startServer()
  spy.mockRestore()
})
afterAll(() => server.stop())

test('row 15: a body has five minutes to arrive, a head one, and an upload a day if it never pauses for a minute', () => {
  expect(given).toMatchObject({ wholeMs: 300_000, pauseMs: 60_000 })
  expect(listener.headersTimeout).toBe(60_000)
  expect(listener.requestTimeout).toBe(86_400_000)
})

const open = (head: string[]): Socket => {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  socket.write(`${head.join('\r\n')}\r\n${head.length > 1 ? '\r\n' : ''}`)
  return socket
}

/** What comes back until the server ends the connection. */
function answerOn(socket: Socket) {
  return new Promise<string>(resolve => {
    let text = ''
    socket.on('data', data => {
      text += data
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(text))
  })
}

/** What comes back for bytes after which nothing follows. */
function answerTo(head: string[], body: Uint8Array = new Uint8Array()) {
  const socket = open(head)
  socket.write(body)
  return answerOn(socket)
}

/** Sends a byte again and again, half as long again as a body may take, then the last one. */
async function answerToDrops(head: string[]) {
  const socket = open([...head, 'host: x', 'content-length: 16', 'connection: close'])
  const answer = answerOn(socket)
  for (let sent = 0; sent < 15; sent++) {
    socket.write('x')
    await sleep(small.wholeMs / 10)
  }
  socket.write('y')
  return answer
}

test('row 15: a body that does not come is not waited for, and holds nothing', async () => {
  const { type, body } = detectUploads([{ fileName: 'a.jpg', bytes: scene(1) }])
  listener.headersTimeout = 300
  const answers = await Promise.all([
    answerTo(['POST /graphql HTTP/1.1']),
    answerTo(
      ['POST /graphql HTTP/1.1', 'host: x', 'content-type: application/json', 'content-length: 100'],
      Buffer.from('{"query"'),
    ),
    answerTo(
      [
        'POST /graphql HTTP/1.1',
        'host: x',
        `content-type: ${type}`,
        'apollo-require-preflight: 1',
        `content-length: ${body.length}`,
      ],
      new Uint8Array(body.subarray(0, 5000)),
    ),
    answerTo(['PUT /uploads HTTP/1.1', 'host: x', 'content-length: 100000'], new Uint8Array(5000)),
    answerTo(['PUT /uploads/a.json HTTP/1.1', 'host: x', 'transfer-encoding: chunked'], Buffer.from('5\r\nabcde\r\n')),
  ])
  for (const answer of answers) {
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    expect(answer).toContain('"code":"REQUEST_TIMEOUT"')
  }
  await eventually(() => expect(server.fovea.detector.stats().admitted).toEqual({ images: 0, bytes: 0 }))
  await eventually(async () => expect(await server.sql('SELECT id FROM upload')).toEqual([]))
  expect((await server.send('/readyz')).status).toBe(200)
})

test('row 15: a body that comes drop by drop is ended, unless it is an upload, which may be on a slow line', async () => {
  const [query, upload] = await Promise.all([
    answerToDrops(['POST /graphql HTTP/1.1', 'content-type: application/json']),
    answerToDrops(['PUT /uploads/slow.bin HTTP/1.1']),
  ])
  expect(query).toMatch(/^HTTP\/1\.1 408 /)
  expect(upload).toMatch(/^HTTP\/1\.1 201 /)
  expect(upload).toContain('"byteSize":16')
})

test('an upload that has come whole is stored, however long the database takes', async () => {
  const locker = new pg.Client({ connectionString: server.databaseUrl })
  await locker.connect()
  try {
    await locker.query('BEGIN; LOCK upload_chunk IN ACCESS EXCLUSIVE MODE')
    const answer = answerTo(
      ['PUT /uploads HTTP/1.1', 'host: x', 'content-length: 1', 'connection: close'],
      Buffer.of(1),
    )
    await sleep(small.pauseMs * 1.5)
    await locker.query('COMMIT')
    expect(await answer).toMatch(/^HTTP\/1\.1 201 /)
  } finally {
    await locker.end()
  }
})
