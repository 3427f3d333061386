import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { expectRefused } from '../helper/expectRefused.ts'
import { scene } from '../helper/scene.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

const key = 'correct-horse-battery-staple'
const filed = '0123456789abcdef0123456789abcdef'
const authorised = { authorization: `Bearer ${key}` }
const origin = 'https://app.example.com'

let folder: string
let server: TestServer
const lines: string[] = []
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fovea-keys-'))
  const file = join(folder, 'keys')
  writeFileSync(
    file,
    `# keys\n\n${createHash('sha256').update(filed).digest('hex').toUpperCase()}  laptop, until May\n`,
  )
  server = await startServer(
    {
      FOVEA_API_KEYS: `another-key-of-someone, ${key}`,
      FOVEA_API_KEYS_FILE: file,
      FOVEA_CORS_ORIGINS: `https://other.example.com,${origin}`,
    },
    { log: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }) },
  )
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

const models = (headers: Record<string, string>) => server.graphql('{ models { name } }', {}, headers)

describe('row 46: a key that is missing or wrong', () => {
  const wrong: Record<string, string>[] = [
    {},
    { authorization: `Bearer ${key}x` },
    { authorization: `Bearer ${createHash('sha256').update(key).digest('hex')}` },
    { authorization: `Basic ${key}` },
    { authorization: 'Bearer' },
    { authorization: key },
  ]
  test.each(wrong)('%o is refused on every route that is not open', async headers => {
    const asked: [string, RequestInit][] = [
      [
        '/graphql',
        { method: 'POST', body: '{"query":"{ models { name } }"}', headers: { 'content-type': 'application/json' } },
      ],
      ['/graphql?query={models{name}}', {}],
      ['/uploads', { method: 'PUT', body: 'x' }],
      ['/uploads/a.jpg', { method: 'PUT', body: 'x' }],
      ['/metrics', {}],
      [`/images/img_${'0'.repeat(32)}`, {}],
      ['/nothing', {}],
    ]
    for (const [path, init] of asked) {
      const answer = await server.send(path, { ...init, headers: { ...init.headers, ...headers } })
      expectRefused(answer, 401, 'UNAUTHENTICATED', /API key|signature/)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
      expect(answer.errors[0]?.extensions.hint).toContain('Authorization: Bearer')
    }
    expect(await server.sql('SELECT id FROM upload')).toEqual([])
  })
})

test.each([`Bearer ${key}`, `bearer  ${key}`, `Bearer ${filed}`, 'Bearer another-key-of-someone'])(
  '%s is let in',
  async authorization => {
    expect((await models({ authorization })).status).toBe(200)
    expect((await server.send('/metrics', { headers: { authorization } })).status).toBe(200)
    expect((await server.send('/uploads', { method: 'PUT', body: 'x', headers: { authorization } })).status).toBe(201)
    expectRefused(await server.send('/nothing', { headers: { authorization } }), 404, 'NOT_FOUND', /nothing/)
  },
)

test('the page and its files need no key', async () => {
  const page = await server.send('/')
  const [script = ''] = /\/assets\/[^"]+\.js/.exec(page.text) ?? []
  for (const path of ['/', '/history', `/evaluations/eva_${'0'.repeat(32)}`, script])
    expect([path, (await server.send(path)).status]).toEqual([path, 200])
})

test('the query page and the health of the server need no key', async () => {
  for (const path of ['/livez', '/readyz']) expect((await server.send(path)).status).toBe(200)
  const page = await server.send('/graphql', { headers: { accept: 'text/html' } })
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
})

describe('signed addresses', () => {
  let urls: string[]
  beforeAll(async () => {
    const query = `mutation ($image: String!) { detect(input: { images: [{ base64: $image }] }) { results {
      ... on DetectionRun { overlayUrl(minScore: 0.25) image { url thumbnailUrl } } } } }`
    type Data = { detect: { results: { overlayUrl: string; image: { url: string; thumbnailUrl: string } }[] } }
    const { data } = await server.graphql<Data>(query, { image: scene(1).toString('base64') }, authorised)
    const { overlayUrl, image } = data.detect.results[0]!
    urls = [image.url, image.thumbnailUrl, overlayUrl]
  })
  /** The time is another one until the test ends, also where it fails. */
  function setClock(now: number) {
    vi.useFakeTimers({ toFake: ['Date'], now })
    onTestFinished(() => void vi.useRealTimers())
  }
  const open = (url: string, headers: Record<string, string> = {}) =>
    server.send(url.replace(server.url, ''), { headers })

  test('work without a key, and without a signature with one', async () => {
    for (const url of urls) {
      expect((await open(url)).headers.get('content-type')).toBe('image/jpeg')
      expect((await open(url.replace(/[?&]expires=.*/, ''), authorised)).status).toBe(200)
    }
  })

  test('fail when anything of them is changed', async () => {
    const [image = '', thumbnail = '', overlay = ''] = urls
    const later = (url: string) => url.replace(/expires=(\d+)/, (_, seconds) => `expires=${Number(seconds) + 60}`)
    const changed = [
      image.replace(/\?.*/, ''),
      later(image),
      image.replace(/.$/, last => (last === 'A' ? 'B' : 'A')).replace('signature=', 'signature=x'),
      image.replace(/signature=.*/, 'signature='),
      image.replace('?', '/thumbnail?'),
      thumbnail.replace('/thumbnail', ''),
      overlay.replace('minScore=0.25', 'minScore=0'),
      `${overlay}&minScore=0`,
      `${image}&expires=99999999999`,
      image.replace(/expires=\d+/, 'expires=1e99'),
      `/graphql?query={models{name}}&${image.replace(/.*\?/, '')}`,
    ]
    for (const url of changed) expectRefused(await open(url), 401, 'UNAUTHENTICATED', /key/)
  })

  test('end after an hour', async () => {
    setClock(Date.now() + 3_540_000)
    expect((await open(urls[0]!)).status).toBe(200)
    vi.setSystemTime(Date.now() + 125_000)
    expectRefused(await open(urls[0]!), 401, 'UNAUTHENTICATED', /ended/)
  })

  test('are the same for a while, so that a browser can keep what it loaded', async () => {
    const query = '{ images(first: 1) { nodes { url } } }'
    type Data = { images: { nodes: { url: string }[] } }
    setClock(1_800_000_001_000)
    const first = (await server.graphql<Data>(query, {}, authorised)).data.images.nodes
    vi.setSystemTime(1_800_000_050_000)
    expect((await server.graphql<Data>(query, {}, authorised)).data.images.nodes).toEqual(first)
  })

  test('stay out of the log, as keys do, and each line of a request names it', async () => {
    for (const url of urls) await open(url)
    await open(`${urls[0]}x`)
    await models({ authorization: 'Bearer a-wrong-key-of-someone' })
    await server.graphql('{ images(first: 1, after: "x") { nodes { id } } }', {}, authorised)
    const text = lines.join('')
    expect(text).toContain('"path":"/images/')
    expect(text).not.toContain('signature=')
    expect(text).not.toMatch(new RegExp(`${key}|${filed}|a-wrong-key|another-key|postgres://`))
    const ofRequests = lines
      .map(line => JSON.parse(line) as Record<string, unknown>)
      .filter(line => 'status' in line || 'code' in line)
    expect(ofRequests.length).toBeGreaterThan(20)
    expect(ofRequests.every(line => typeof line.reqId === 'string')).toBe(true)
  })
})

describe('CORS', () => {
  const preflight = (from: string) =>
    server.send('/graphql', {
      method: 'OPTIONS',
      headers: {
        origin: from,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,authorization,apollo-require-preflight',
      },
    })

  test('a listed origin may ask, and its preflight needs no key', async () => {
    const answer = await preflight(origin)
    expect(answer.status).toBe(204)
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
    expect(answer.headers.get('access-control-allow-methods')).toContain('PUT')
    expect(answer.headers.get('access-control-allow-headers')).toContain('apollo-require-preflight')
    expect(answer.headers.get('vary')?.toLowerCase()).toContain('origin')
    const asked = await models({ ...authorised, origin })
    expect(asked.headers.get('access-control-allow-origin')).toBe(origin)
    for (const name of ['x-request-id', 'retry-after', 'content-disposition'])
      expect(asked.headers.get('access-control-expose-headers')).toContain(name)
    expect(asked.headers.get('access-control-allow-credentials')).toBeNull()
  })

  test('a refusal can be read by the page that caused it', async () => {
    expect((await models({ origin })).headers.get('access-control-allow-origin')).toBe(origin)
  })

  test.each(['https://evil.example.com', 'https://app.example.com.evil.com', 'null'])('%s may not', async from => {
    expect((await preflight(from)).headers.get('access-control-allow-origin')).toBeNull()
    expect((await models({ ...authorised, origin: from })).headers.get('access-control-allow-origin')).toBeNull()
  })
})
