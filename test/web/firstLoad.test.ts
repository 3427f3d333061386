import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lacksChromium, openBrowser } from '../helper/openBrowser.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

/** Bytes; of what the page is made of, and with its drawings. */
const [mostCode, mostInAll] = [150_000, 250_000]

/** As gzip sends it: what is compressed already goes as it is. */
function sentBytes(path: string): number {
  const bytes = readFileSync(join('web/dist', path === '/' ? 'index.html' : path))
  return /\.(jpg|png|webp|woff2)$/.test(path) ? bytes.length : gzipSync(bytes, { level: 9 }).length
}

describe.skipIf(lacksChromium())('the first load of the page', () => {
  let server: TestServer
  let browser: Awaited<ReturnType<typeof openBrowser>>
  let paths: string[]
  let hosts: Set<string>
  let troubles: string[]
  beforeAll(async () => {
    ;[server, browser] = await Promise.all([startServer(), openBrowser()])
    const page = await browser.open(server.url)
    const asked: URL[] = []
    page.on('request', request => asked.push(new URL(request.url())))
    await page.goto('/', { waitUntil: 'networkidle' })
    await page.getByRole('heading', { level: 1 }).waitFor()
    hosts = new Set(asked.filter(({ protocol }) => protocol.startsWith('http')).map(({ host }) => host))
    paths = [...new Set(asked.map(({ pathname }) => pathname))].filter(
      path => path === '/' || path.startsWith('/assets/'),
    )
    troubles = page.troubles
  })
  afterAll(() => Promise.all([server.stop(), browser.close()]))

  test('is below 150 KB gzipped without its drawings, and below 250 KB with them', () => {
    const sizes = paths.map(path => ({ path, bytes: sentBytes(path) }))
    const sum = (kept: typeof sizes) => kept.reduce((total, { bytes }) => total + bytes, 0)
    expect(paths).toEqual(
      expect.arrayContaining(['/', expect.stringMatching(/\.js$/), expect.stringMatching(/\.css$/)]),
    )
    expect(sum(sizes.filter(({ path }) => !path.endsWith('.jpg')))).toBeLessThan(mostCode)
    expect(sum(sizes), JSON.stringify(sizes)).toBeLessThan(mostInAll)
  })

  test('asks no other host for anything', () => {
    expect([...hosts]).toEqual([new URL(server.url).host])
  })

  test('does nothing that its policy forbids', () => {
    expect(troubles).toEqual([])
  })
})
