import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { DetectData } from '../helper/detectMutation.ts'
import { detectUploads } from '../helper/detectUploads.ts'
import { eventually } from '../helper/eventually.ts'
import { expectRefused } from '../helper/expectRefused.ts'
import { scene } from '../helper/scene.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

const picture = { fileName: 'a.jpg', bytes: scene(1) }
const detect = (server: TestServer, count = 1) =>
  server.postMultipart<DetectData>(detectUploads(Array.from({ length: count }, () => picture)))

const signal = (server: TestServer, name: NodeJS.Signals) => {
  for (const pid of server.fovea.detector.pids()) process.kill(pid, name)
}

type Form = { type: string; body: Buffer }

/** A request whose body only begins to come. */
function begin(server: TestServer, form: Form, announced: number, sent: number) {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  const head = [
    'POST /graphql HTTP/1.1',
    'host: localhost',
    `content-type: ${form.type}`,
    'apollo-require-preflight: 1',
    `content-length: ${announced}`,
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  socket.write(new Uint8Array(form.body.subarray(0, sent)))
  return socket
}

/** The head of the answer to a request whose body has only begun to come. */
async function answerToBeginning(server: TestServer, form: Form, announced: number) {
  const socket = begin(server, form, announced, 2000)
  const answer = await new Promise<string>(resolve => socket.once('data', data => resolve(data.toString())))
  socket.destroy()
  return answer
}

describe('a queue of one image', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer({ FOVEA_QUEUE_IMAGES: '1' })
  })
  afterAll(() => server.stop())
  afterEach(() => signal(server, 'SIGCONT'))

  test('row 49: what does not fit is refused before its files have come, and told when to come again', async () => {
    signal(server, 'SIGSTOP')
    const first = detect(server)
    await eventually(() => expect(server.fovea.detector.stats().admitted.images).toBe(1))

    const refused = await detect(server)
    expectRefused(refused, 503, 'OVERLOADED', /queue is full/)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    const early = await answerToBeginning(server, detectUploads([picture]), 15_000_000)
    expect(early).toMatch(/^HTTP\/1\.1 503 /)
    expect(early).toMatch(/\nretry-after: \d+/)
    expect(early).toContain('OVERLOADED')

    signal(server, 'SIGCONT')
    expect((await first).status).toBe(200)
    expect((await detect(server)).status).toBe(200)
    expect(await server.rowCounts()).toMatchObject({ runs: 2 })
  })

  test('queries are answered while the queue is full', async () => {
    signal(server, 'SIGSTOP')
    const first = detect(server)
    await eventually(() => expect(server.fovea.detector.stats().admitted.images).toBe(1))
    expect((await server.graphql('{ images(first: 1) { nodes { id } } }')).status).toBe(200)
    expect((await server.send('/readyz')).status).toBe(200)
    signal(server, 'SIGCONT')
    expect((await first).status).toBe(200)
  })

  /** The process id of the detector at work, when it is another than `before`. */
  const whenBusy = (before?: number) =>
    eventually(() => {
      const [pid] = server.fovea.detector.pids()
      expect(server.fovea.detector.stats().busy).toBe(1)
      expect(pid).not.toBe(before)
      return pid!
    })

  test('row 51: once, a detector process that dies is not noticed by the caller', async () => {
    signal(server, 'SIGSTOP')
    const answering = detect(server, 2)
    process.kill(await whenBusy(), 'SIGKILL')
    const { status, data } = await answering
    expect(status).toBe(200)
    expect(data.detect.results.map(({ __typename }) => __typename)).toEqual(['DetectionRun', 'DetectionRun'])
    expect(server.fovea.detector.stats().restarts).toBe(1)
  })

  test('row 51: twice on the same image is that image’s error, and the next call is served', async () => {
    const before = await server.rowCounts()
    signal(server, 'SIGSTOP')
    const answering = detect(server)
    const first = await whenBusy()
    process.kill(first, 'SIGKILL')
    process.kill(await whenBusy(first), 'SIGKILL')
    const { status, data } = await answering
    expect(status).toBe(200)
    expect(data.detect.results).toEqual([
      expect.objectContaining({
        __typename: 'ImageError',
        code: 'INFERENCE_FAILED',
        message: expect.stringMatching(/ended twice/),
      }),
    ])
    expect(await server.rowCounts()).toEqual(before)
    expect((await detect(server)).data.detect.results).toEqual([
      expect.objectContaining({ __typename: 'DetectionRun' }),
    ])
  })
})

test('row 50: a call whose deadline passes while it waits is ended, and none of its images is stored', async () => {
  const server = await startServer({ FOVEA_DEADLINE_MS: '1000' })
  try {
    signal(server, 'SIGSTOP')
    const late = await detect(server, 3)
    expectRefused(late, 504, 'DEADLINE_EXCEEDED', /deadline/)
    expect(await server.rowCounts()).toEqual({ images: 0, runs: 0, detections: 0 })
    expect(server.fovea.detector.stats()).toMatchObject({ admitted: { images: 0, bytes: 0 }, waiting: 0 })
    await eventually(async () => expect((await detect(server)).status).toBe(200))
  } finally {
    await server.stop()
  }
})

test('the bytes of stored images and uploads count in the queue like those that come with the call', async () => {
  const server = await startServer({ FOVEA_QUEUE_MB: '1' })
  try {
    const large = new Uint8Array(Buffer.concat([scene(1), Buffer.alloc(1024 * 1024)]))
    const { text } = await server.send('/uploads', { method: 'PUT', body: large })
    const { id } = JSON.parse(text) as { id: string }
    const byUpload = () =>
      server.graphql<DetectData>(
        'mutation ($id: ID!) { detect(input: { images: [{ uploadId: $id }] }) { results { __typename } } }',
        { id },
      )
    signal(server, 'SIGSTOP')
    const first = byUpload()
    await eventually(() => expect(server.fovea.detector.stats().admitted.bytes).toBeGreaterThan(1024 * 1024))
    expectRefused(await byUpload(), 503, 'OVERLOADED', /queue is full/)
    signal(server, 'SIGCONT')
    expect((await first).data.detect.results).toEqual([{ __typename: 'DetectionRun' }])
  } finally {
    await server.stop()
  }
})

test('calls whose files do not come keep nobody out', async () => {
  const server = await startServer({ FOVEA_QUEUE_IMAGES: '4' })
  const form = detectUploads(Array.from({ length: 4 }, () => ({ fileName: 'a.jpg', bytes: scene(1) })))
  const firstFile = form.body.indexOf(new Uint8Array(scene(1)))
  const stalled = [1, 2, 3].map(() => begin(server, form, form.body.length, firstFile + 1000))
  try {
    await eventually(() => expect(server.fovea.detector.stats().admitted).toEqual({ images: 0, bytes: 3000 }))
    expect((await detect(server, 4)).status).toBe(200)
  } finally {
    for (const socket of stalled) socket.destroy()
    await eventually(() => expect(server.fovea.detector.stats().admitted).toEqual({ images: 0, bytes: 0 }))
    await server.stop()
  }
})

test('of a call whose last file does not come, the images that came are detected and hold no places', async () => {
  const server = await startServer({ FOVEA_QUEUE_IMAGES: '1' })
  const form = detectUploads([picture, picture])
  const stalled = begin(server, form, form.body.length, form.body.lastIndexOf('content-disposition') + 200)
  try {
    await eventually(() => expect(server.fovea.detector.stats()).toMatchObject({ done: 1, admitted: { images: 0 } }))
    expect((await detect(server)).status).toBe(200)
  } finally {
    stalled.destroy()
    await server.stop()
  }
})

test('a call that finds no room when its file has come is refused at once, whatever else is still to come', async () => {
  const server = await startServer({ FOVEA_QUEUE_IMAGES: '2' })
  const form = detectUploads([picture, picture])
  const stalled = begin(server, form, form.body.length, form.body.indexOf(new Uint8Array(scene(1))) + 1000)
  const answer = new Promise<string>(resolve => stalled.once('data', data => resolve(data.toString())))
  try {
    await eventually(() => expect(server.fovea.detector.stats().admitted.bytes).toBe(1000))
    signal(server, 'SIGSTOP')
    const first = detect(server, 2)
    await eventually(() => expect(server.fovea.detector.stats().admitted.images).toBe(2))
    stalled.write(new Uint8Array(form.body.subarray(form.body.indexOf(new Uint8Array(scene(1))) + 1000, -1000)))
    expect(await answer).toMatch(/^HTTP\/1\.1 503 .*\nretry-after: \d+/s)
    signal(server, 'SIGCONT')
    expect((await first).status).toBe(200)
  } finally {
    stalled.destroy()
    signal(server, 'SIGCONT')
    await server.stop()
  }
})

test('a body that announces no length counts with all that has come of it', async () => {
  const server = await startServer({ FOVEA_MAX_IMAGE_MB: '1' })
  const large = { fileName: 'a.jpg', bytes: Buffer.concat([scene(1), Buffer.alloc(900_000)]) }
  const form = detectUploads([large, large, large])
  try {
    signal(server, 'SIGSTOP')
    const answering = fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': form.type, 'apollo-require-preflight': '1' },
      body: new Blob([new Uint8Array(form.body)]).stream(),
      duplex: 'half',
    } as RequestInit)
    await eventually(() =>
      expect(server.fovea.detector.stats().admitted).toEqual({ images: 3, bytes: 3 * large.bytes.length }),
    )
    signal(server, 'SIGCONT')
    expect((await answering).status).toBe(200)
  } finally {
    await server.stop()
  }
})
