import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { registerErrors } from '../../src/server/registerErrors.ts'
import { registerPage } from '../../src/server/registerPage.ts'
import { expectRefused } from '../helper/expectRefused.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

const nobody = '0'.repeat(32)
const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
const html = 'text/html; charset=utf-8'

let server: TestServer
let page: string
let script: string
beforeAll(async () => {
  server = await startServer()
  page = (await server.send('/')).text
  script = /src="(\/assets\/[^"]+\.js)"/.exec(page)![1]!
})
afterAll(() => server.stop())

/** A path as it is, which fetch would tidy up. */
async function statusOfRaw(path: string): Promise<number> {
  const { port } = new URL(server.url)
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ port, host: '127.0.0.1', path }, resolve).on('error', reject).end()
  })
  expect(await text(answer)).not.toContain('"private"')
  return answer.statusCode!
}

describe('the page', () => {
  test.each([
    '/',
    '/?model=demo',
    '/history?category=dog',
    `/history/img_${nobody}`,
    '/datasets',
    '/datasets/x',
    '/evaluations',
    '/evaluations/x',
    '/compare?baseline=a&candidate=b',
  ])('is at %s, not to be kept without asking', async path => {
    const answer = await server.send(path, { headers: browser })
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
      200,
      html,
      'no-cache',
    ])
    expect(answer.text).toBe(page)
  })

  test('answers HEAD as GET, without the body', async () => {
    const [head, get] = await Promise.all([server.send('/history', { method: 'HEAD' }), server.send('/history')])
    expect([head.status, head.text]).toEqual([200, ''])
    for (const name of ['content-type', 'content-length', 'cache-control', 'content-security-policy'])
      expect(head.headers.get(name)).toBe(get.headers.get(name))
  })

  test('runs nothing that stands in it, is in no frame, and says nowhere where one came from', async () => {
    const { headers } = await server.send('/')
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
  })

  test.each([
    ['/history/', '/history'],
    ['/history/?category=dog/', '/history?category=dog/'],
    ['/datasets/x/', '/datasets/x'],
    ['/evaluations/x/?image=a/', '/evaluations/x?image=a/'],
  ])('has one address each: %s leads to %s', async (path, to) => {
    const answer = await server.send(path, { redirect: 'manual', headers: browser })
    expect([answer.status, answer.headers.get('location')]).toEqual([302, to])
  })

  test('is there, with status 404, where a browser opens an address that nobody serves; other clients get the error', async () => {
    const opened = await server.send('/histroy', { headers: browser })
    expect([opened.status, opened.text]).toEqual([404, page])
    expectRefused(await server.send('/histroy'), 404, 'NOT_FOUND', /nothing at GET \/histroy/)
    expectRefused(await server.send('/histroy', { method: 'POST', headers: browser }), 404, 'NOT_FOUND', /POST/)
  })

  test('leaves the addresses of the API beside its own to the API, whoever asks', async () => {
    for (const path of [`/images/img_${nobody}`, `/evaluations/eva_${nobody}/report.html`])
      expectRefused(await server.send(path, { headers: browser }), 404, 'NOT_FOUND', /there is none/)
    expectRefused(await server.send('/evaluations/x', { method: 'DELETE' }), 404, 'NOT_FOUND', /DELETE/)
  })
})

describe('its files', () => {
  test.each([
    ['br', 'gzip, deflate, br, zstd'],
    ['gzip', 'gzip'],
    [null, 'identity'],
  ])('come as %s to who takes %s, for good', async (encoding, accepted) => {
    const answer = await server.send(script, { headers: { 'accept-encoding': accepted } })
    expect(answer.headers.get('content-encoding')).toBe(encoding)
    expect(answer.headers.get('vary')?.toLowerCase()).toContain('accept-encoding')
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(answer.headers.get('content-type')).toMatch(/\/javascript; charset=utf-8$/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.text).toBe(readFileSync(join('web/dist', script), 'utf8'))
    const head = await server.send(script, { method: 'HEAD', headers: { 'accept-encoding': accepted } })
    expect([head.status, head.text]).toEqual([200, ''])
  })

  test.each(['/assets/x.js', '/assets/', '/assets', '/assets/a/b.js', '/assets/.env'])(
    'that are not there are refused as everything is: %s',
    async path => {
      const answer = await server.send(path)
      expectRefused(answer, 404, 'NOT_FOUND', /nothing at GET \/assets/)
      expect(answer.headers.get('cache-control')).toBeNull()
    },
  )

  test.each([
    '/assets/../index.html',
    '/assets/..%2findex.html',
    '/assets/%2e%2e%2findex.html',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/assets/..%5cindex.html',
    '/assets//etc/passwd',
    '/assets/%00',
    '/../package.json',
  ])('are all in one folder: there is nothing at %s', async path => {
    expect(await statusOfRaw(path)).toBe(404)
  })
})

describe('elsewhere', () => {
  async function pageOf(options: Parameters<typeof registerPage>[1]) {
    const app = Fastify()
    registerErrors(app)
    await registerPage(app, options)
    onTestFinished(() => app.close())
    return app
  }

  test('images may come from the public address, and from nowhere else', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fovea-page-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    mkdirSync(join(folder, 'assets'))
    writeFileSync(join(folder, 'index.html'), '<!doctype html>')
    const app = await pageOf({ folder, publicUrl: 'https://fovea.example.com' })
    const { headers } = await app.inject('/')
    expect(headers['content-security-policy']).toBe(
      "default-src 'self'; img-src 'self' data: blob: https://fovea.example.com; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
  })

  test('without a build it says what makes one, at every address of it', async () => {
    const app = await pageOf({ folder: join(tmpdir(), 'fovea-no-page') })
    for (const path of ['/', '/history/x']) {
      const answer = await app.inject(path)
      expect(answer.statusCode).toBe(404)
      expect(answer.json().errors[0]).toMatchObject({
        message: 'The page is not built, so that only the API is here, at /graphql.',
        extensions: { code: 'NOT_FOUND', hint: expect.stringContaining('npm run build') },
      })
    }
    expect((await app.inject('/assets/index.js')).statusCode).toBe(404)
    const opened = await app.inject({ url: '/history', headers: browser })
    expect([opened.statusCode, opened.headers['content-type']]).toEqual([404, html])
    expect(opened.body).toContain('The page is not built')
    expect(opened.body).toContain('npm run build')
  })
})
