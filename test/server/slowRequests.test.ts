import http from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { detectUploads } from '../helper/detectUploads.ts'
import { eventually } from '../helper/eventually.ts'
import { scene } from '../helper/scene.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

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

test('row 15: a request has five minutes to arrive, and its head one', () => {
  expect(listener.requestTimeout).toBe(300_000)
  expect(listener.headersTimeout).toBe(60_000)
})

/** What comes back for bytes after which nothing follows, until the server ends the connection. */
function answerTo(head: string[], body: Uint8Array = new Uint8Array()) {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  socket.write(`${head.join('\r\n')}\r\n${head.length > 1 ? '\r\n' : ''}`)
  socket.write(body)
  return new Promise<string>(resolve => {
    let text = ''
    socket.on('data', data => {
      text += data
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(text))
  })
}

test('row 15: a body that does not come is not waited for, and holds nothing', async () => {
  const { type, body } = detectUploads([{ fileName: 'a.jpg', bytes: scene(1) }])
  listener.requestTimeout = 300
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
  ])
  for (const answer of answers) {
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    expect(answer).toContain('"code":"REQUEST_TIMEOUT"')
  }
  await eventually(() => expect(server.fovea.detector.stats().admitted).toEqual({ images: 0, bytes: 0 }))
  await eventually(async () => expect(await server.sql('SELECT id FROM upload')).toEqual([]))
  expect((await server.send('/readyz')).status).toBe(200)
})
