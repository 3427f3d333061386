import { createHash } from 'node:crypto'
import { connect } from 'node:net'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DetectData, detectMutation, type Run } from '../helper/detectMutation.ts'
import { eventually } from '../helper/eventually.ts'
import { expectRefused } from '../helper/expectRefused.ts'
import { scene } from '../helper/scene.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

const nobody = '0'.repeat(32)

let server: TestServer
let run: Run
let urls: { url: string; thumbnailUrl: string; overlayUrl: string }
beforeAll(async () => {
  server = await startServer({ FOVEA_MAX_UPLOAD_MB: '1', FOVEA_UPLOADS_MB: '3' })
  const input = { images: [{ base64: scene(5).toString('base64') }] }
  const query = detectMutation.replace('image { id', 'overlayUrl(minScore: 0.3) image { url thumbnailUrl id')
  const { data } = await server.graphql<DetectData>(query, { input })
  run = data.detect.results[0] as Run
  const { image, overlayUrl } = run as unknown as { image: { url: string; thumbnailUrl: string }; overlayUrl: string }
  urls = { url: image.url, thumbnailUrl: image.thumbnailUrl, overlayUrl }
})
afterAll(() => server.stop())

const pathOf = (url: string) => url.replace(server.url, '')

describe('images', () => {
  test('GET /images/:id gives the bytes as they came, and no browser takes them for anything else', async () => {
    const answer = await server.send(`/images/${run.image.id}`)
    expect(answer.status).toBe(200)
    expect(createHash('sha256').update(answer.bytes).digest('hex')).toBe(run.image.sha256)
    expect(answer.bytes.equals(scene(5))).toBe(true)
    expect(answer.headers.get('content-type')).toBe('image/jpeg')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('cache-control')).toContain('private')
  })

  test('a thumbnail is a JPEG of at most 256 pixels a side', async () => {
    const answer = await server.send(pathOf(urls.thumbnailUrl))
    expect(answer.headers.get('content-type')).toBe('image/jpeg')
    expect(await sharp(answer.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 256, height: 192 })
  })

  test('two hundred thumbnails that are asked for at once all come, and one whose image is deleted does not', async () => {
    const input = { images: [{ base64: scene(6).toString('base64') }] }
    const { data } = await server.graphql<DetectData>(detectMutation, { input })
    const { id } = (data.detect.results[0] as Run).image
    const ask = () => server.send(`/images/${id}/thumbnail`)
    const answers = await Promise.all(Array.from({ length: 200 }, ask))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    await server.graphql('mutation ($id: ID!) { deleteImage(id: $id) { deletedId } }', { id })
    expectRefused(await ask(), 404, 'NOT_FOUND', /stored image/)
  })

  test('an overlay is the image with its boxes drawn, more of them for a lower score', async () => {
    const drawn = await server.send(pathOf(urls.overlayUrl))
    expect(drawn.headers.get('content-type')).toBe('image/jpeg')
    expect(await sharp(drawn.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 640, height: 480 })
    const difference = async (minScore: string) => {
      const { bytes } = await server.send(`/detections/${run.id}/overlay?minScore=${minScore}`)
      const [a, b] = await Promise.all([bytes, scene(5)].map(image => sharp(image).greyscale().raw().toBuffer()))
      return a!.reduce((sum, value, index) => sum + Math.abs(value - b![index]!), 0)
    }
    const [all, none] = [await difference('0.3'), await difference('1')]
    expect(all).toBeGreaterThan(none * 2)
  })

  test('the addresses that GraphQL gives are those of these routes', () => {
    expect(urls).toEqual({
      url: `${server.url}/images/${run.image.id}`,
      thumbnailUrl: `${server.url}/images/${run.image.id}/thumbnail`,
      overlayUrl: `${server.url}/detections/${run.id}/overlay?minScore=0.3`,
    })
  })

  test.each([
    `/images/img_${nobody}`,
    `/images/img_${nobody}/thumbnail`,
    '/images/x',
    `/images/run_${nobody}`,
    '/images/%00',
    '/images/..%2f..%2fetc%2fpasswd',
    `/detections/run_${nobody}/overlay`,
    '/detections/x/overlay',
  ])('there is nothing at %s', async path => {
    expectRefused(await server.send(path), 404, 'NOT_FOUND', /Expected the id of/)
  })

  test.each(['', '2', '-1', 'NaN', 'x', '0.5&minScore=0.6'])('minScore=%s is no score', async minScore => {
    const answer = await server.send(`/detections/${run.id}/overlay?minScore=${minScore}`)
    expectRefused(answer, 400, 'BAD_USER_INPUT', /number from 0 to 1/)
  })
})

describe('uploads', () => {
  const put = (path: string, body: Uint8Array<ArrayBuffer> | null, init: RequestInit = {}) =>
    server.send(path, { method: 'PUT', ...(body ? { body } : {}), ...init })
  const rows = async () => (await server.sql<{ count: number }>('SELECT count(*)::int AS count FROM upload'))[0]!.count
  const chunks = async () =>
    (await server.sql<{ count: number }>('SELECT count(*)::int AS count FROM upload_chunk'))[0]!.count

  test.each(['/uploads', '/uploads/', '/uploads/scene.jpg', '/uploads/folder/scene.jpg'])(
    'PUT %s keeps the bytes',
    async path => {
      const answer = await put(path, new Uint8Array(scene(6)))
      expect(answer.status).toBe(201)
      const body = JSON.parse(answer.text) as { id: string; byteSize: number; expiresAt: string }
      expect(body).toEqual({
        id: expect.stringMatching(/^upl_[0-9a-f]{32}$/),
        byteSize: scene(6).length,
        expiresAt: expect.any(String),
      })
      const inAnHour = Date.parse(body.expiresAt) - Date.now()
      expect(Math.abs(inAnHour - 3_600_000)).toBeLessThan(60_000)
      const id = body.id.slice(4)
      const [row] = await server.sql(
        "SELECT u.file_name, string_agg(c.bytes, ''::bytea ORDER BY c.ordinal) AS bytes FROM upload u JOIN upload_chunk c ON c.upload_id = u.id WHERE u.id = $1 GROUP BY 1",
        [id],
      )
      expect(row?.file_name ?? null).toBe(path.endsWith('.jpg') ? 'scene.jpg' : null)
      expect(row?.bytes).toEqual(scene(6))
      await server.sql('DELETE FROM upload WHERE id = $1', [id])
    },
  )

  test.each(['application/json', 'multipart/form-data; boundary=x', 'text/plain', 'application/x-www-form-urlencoded'])(
    'a body that calls itself %s is kept as it is',
    async type => {
      const answer = await put('/uploads', new Uint8Array(Buffer.from('{"broken')), {
        headers: { 'content-type': type },
      })
      expect(answer.status).toBe(201)
      expect(JSON.parse(answer.text)).toMatchObject({ byteSize: 8 })
    },
  )

  test('a body in chunks, which announces no length, is kept, and refused over the limit', async () => {
    const stream = (bytes: Uint8Array) =>
      new ReadableStream({
        start(controller) {
          for (let at = 0; at < bytes.length; at += 65_536) controller.enqueue(bytes.subarray(at, at + 65_536))
          controller.close()
        },
      })
    const send = (bytes: Uint8Array) =>
      server.send('/uploads', { method: 'PUT', body: stream(bytes), duplex: 'half' } as RequestInit)
    const before = await rows()
    const kept = await send(new Uint8Array(500_000))
    expect(JSON.parse(kept.text)).toMatchObject({ byteSize: 500_000 })
    expectRefused(await send(new Uint8Array(1_200_000)), 413, 'PAYLOAD_TOO_LARGE', /at most 1048576 bytes/)
    expect(await rows()).toBe(before + 1)
  })

  test('a body that announces too much is refused before it comes', async () => {
    const answer = await put('/uploads', new Uint8Array(1_048_577))
    expectRefused(answer, 413, 'PAYLOAD_TOO_LARGE', /it announces 1048577/)
  })

  test('an answer that comes before the body was read ends the connection, on which nothing else could follow', async () => {
    const early = await put('/uploads', new Uint8Array(1_048_577))
    expect(early.headers.get('connection')).toBe('close')
    const whole = await put('/uploads', new Uint8Array(10))
    expect(whole.headers.get('connection')).toBe('keep-alive')
  })

  test('of an upload that breaks off nothing stays', async () => {
    const before = [await rows(), await chunks()]
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    socket.write('PUT /uploads HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\n')
    socket.write(new Uint8Array(900_000))
    await eventually(async () => expect(await rows()).toBe(before[0]! + 1))
    socket.destroy()
    await eventually(async () => expect([await rows(), await chunks()]).toEqual(before))
  })

  test('uploads together hold no more than they may, also those that come at once', async () => {
    await server.sql('DELETE FROM upload')
    const send = () => put('/uploads', new Uint8Array(900_000))
    for (const answer of await Promise.all(Array.from({ length: 8 }, send)))
      if (answer.status !== 201) expectRefused(answer, 503, 'OVERLOADED', /at most 3145728 bytes/)
    const [held] = await server.sql<{ bytes: number }>('SELECT coalesce(sum(byte_size), 0)::int AS bytes FROM upload')
    expect(held!.bytes).toBeLessThanOrEqual(3_145_728)

    await server.sql('DELETE FROM upload')
    for (let kept = 0; kept < 3; kept++) expect((await send()).status).toBe(201)
    expectRefused(await send(), 503, 'OVERLOADED', /Uploads that wait/)
    await server.sql('DELETE FROM upload')
  })

  test('an upload that has expired is used no more, and goes with the next one', async () => {
    const { text } = await put('/uploads', new Uint8Array(scene(7)))
    const { id } = JSON.parse(text) as { id: string }
    await server.sql("UPDATE upload SET expires_at = now() - interval '1 second'")
    const { data } = await server.graphql<DetectData>(detectMutation, { input: { images: [{ uploadId: id }] } })
    expect(data.detect.results).toEqual([expect.objectContaining({ code: 'UPLOAD_NOT_FOUND' })])
    await put('/uploads', new Uint8Array(10))
    await eventually(async () =>
      expect(await server.sql('SELECT id FROM upload WHERE id = $1', [id.slice(4)])).toEqual([]),
    )
  })
})

describe('health', () => {
  test('/livez and /readyz say that all is well', async () => {
    const [live, ready] = await Promise.all([server.send('/livez'), server.send('/readyz')])
    expect([live.status, JSON.parse(live.text)]).toEqual([200, { status: 'ok' }])
    expect([ready.status, JSON.parse(ready.text)]).toEqual([200, { status: 'ok', database: 'ok', detector: 'ok' }])
  })

  test('/metrics is Prometheus text, and counts requests and refusals', async () => {
    await server.graphql('{ nothing }')
    await server.send('/nothing')
    const { status, headers, text } = await server.send('/metrics')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    const line =
      /^(|# (HELP|TYPE) [a-z_:][\w:]* .+|[a-z_:][\w:]*(\{(\w+="(\\.|[^"\\])*",?)*\})? (-?[\d.e+-]+|NaN|[+-]Inf))$/i
    expect(
      text
        .trimEnd()
        .split('\n')
        .filter(each => !line.test(each)),
    ).toEqual([])
    expect(text).toMatch(
      /^fovea_http_request_duration_seconds_count\{method="POST",route="\/graphql",status="200"\} [1-9]/m,
    )
    expect(text).toMatch(/^fovea_errors_total\{code="GRAPHQL_VALIDATION_FAILED"\} [1-9]/m)
    expect(text).toMatch(/^fovea_errors_total\{code="NOT_FOUND"\} [1-9]/m)
    expect(text).toMatch(/^fovea_detector_processes_ready 1$/m)
    expect(text).toMatch(/^fovea_queue_images 0$/m)
  })

  test('addresses that nobody serves do not make a series each', async () => {
    await Promise.all(['/a1', '/a2', '/a3'].map(path => server.send(path)))
    const { text } = await server.send('/metrics')
    expect(text).not.toContain('/a1')
    expect(text).toContain('route="none",status="404"')
  })
})

test.each(['/nothing', '/images', '/graphql/x', '/%ff', '/../etc/passwd'])(
  'there is nothing at %s, and it says so',
  async path => {
    const answer = await server.send(path)
    expect([400, 404]).toContain(answer.status)
    expectRefused(answer, answer.status, answer.status === 404 ? 'NOT_FOUND' : 'BAD_REQUEST', /\S/)
  },
)

test('a browser that opens /graphql gets a page that asks no other host for anything', async () => {
  const answer = await server.send('/graphql', { headers: { accept: 'text/html,application/xhtml+xml' } })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
  const policy = answer.headers.get('content-security-policy')!
  expect(policy).toContain("default-src 'self'")
  expect(policy).not.toMatch(/https?:|\*/)
  expect(answer.text).toContain('detect(')
  expect(answer.text).not.toMatch(/<(script|link|img|iframe)[^>]+(src|href)=["']?(https?:)?\/\//i)
  const plain = await server.send('/graphql', { headers: { accept: 'text/html', 'accept-encoding': 'identity' } })
  expect(plain.headers.get('content-encoding')).toBeNull()
  expect(plain.text).toBe(answer.text)
})

describe('request ids', () => {
  test('one that the client gives comes back in the header and in the error', async () => {
    const headers = { 'x-request-id': 'mine-1.2_3' }
    for (const answer of [await server.send('/nothing', { headers }), await server.graphql('{ x }', {}, headers)]) {
      expect(answer.headers.get('x-request-id')).toBe('mine-1.2_3')
      expect(answer.errors[0]?.extensions.requestId).toBe('mine-1.2_3')
    }
  })

  test.each(['a b', 'x'.repeat(65), '<script>', 'a"b'])('%j is not taken over', async id => {
    const answer = await server.send('/livez', { headers: { 'x-request-id': id } })
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })
})
