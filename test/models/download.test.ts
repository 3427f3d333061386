import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { download } from '../../src/models/download.ts'
import { partPath } from '../../src/models/partFile.ts'
import { temporaryFolder } from '../cli/temporaryFolder.ts'
import { attemptDownload, body, known, other } from './attemptDownload.ts'
import { sum } from './catalogues.ts'
import { type Answer, sends, serve, status } from './fileServer.ts'

test('a file comes whole, with its length and sums, and how far it is is told', async () => {
  const shares: (number | undefined)[] = []
  const { result, part, requests } = await attemptDownload([sends(body)], known, {
    onProgress: (done, total) => shares.push(done, total),
  })
  expect(result).toBe(100_000)
  expect(readFileSync(part).equals(body)).toBe(true)
  expect(shares.slice(-2)).toEqual([100_000, 100_000])
  expect(requests[0]!.headers['accept-encoding']).toBe('identity')
})

const silent: Answer = () => undefined
test.each([
  ['before its headers', silent, 'whole'],
  ['before the first byte', sends(body, { hangAfter: 0 }), 'whole'],
  ['in the middle', sends(body, { hangAfter: 40_000 }), 'bytes=40000-'],
])('silence %s counts as a broken connection', async (_, answer, next) => {
  const { result, asked, said } = await attemptDownload([answer, sends(body)], known, { stallMs: 50 })
  expect(result).toBe(100_000)
  expect(asked()).toEqual(['/model.pb whole', `/model.pb ${next}`])
  expect(said[0]).toMatch(/: sent nothing for 0\.05 s/)
})

test.each([500, 503, 429])('status %i is tried again', async code => {
  const { result } = await attemptDownload([status(code), sends(body)])
  expect(result).toBe(100_000)
})

test.each([404, 403, 410])('status %i is not tried again', async code => {
  const { result, asked } = await attemptDownload([status(code), sends(body)])
  expect(result).toMatchObject({
    code: 'DOWNLOAD_FAILED',
    message: expect.stringMatching(`: answers with status ${code}$`),
  })
  expect(asked()).toHaveLength(1)
})

test.each([90_000, 110_000])(
  'a server that announces %i bytes of 100,000 is refused before it sends them',
  async length => {
    const { result, left } = await attemptDownload([
      sends(body, { headers: { 'content-length': length }, breakAfter: 100 }),
    ])
    expect(result).toMatchObject({
      code: 'DOWNLOAD_FAILED',
      message: expect.stringMatching(/: another file is there: expected 100,000 bytes but found (90|110),000$/),
    })
    expect(left()).toEqual([])
  },
)

test('where a file is longer than it may be, the rest is not waited for', async () => {
  const { result, left } = await attemptDownload([
    (_, response) => {
      response.writeHead(200, { etag: '"one"' })
      const timer = setInterval(() => response.write(body), 1) // without an end
      response.on('close', () => clearInterval(timer))
    },
  ])
  expect(result).toMatchObject({ message: expect.stringMatching(/: expected 100,000 bytes but more came$/) })
  expect(left()).toEqual([])
})

test('another file of the right length is removed, and both sums are named', async () => {
  const source = { bytes: body.length, sha384: sum(body, 'sha384') }
  const { result, left } = await attemptDownload([sends(other)], source)
  expect(result).toMatchObject({
    code: 'DOWNLOAD_FAILED',
    message: expect.stringMatching(
      `: another file came: expected 100,000 bytes, SHA-384 ${sum(body, 'sha384')} but found 100,000 bytes, SHA-384 ${sum(other, 'sha384')}$`,
    ),
  })
  expect(left()).toEqual([])
})

test('a page is refused where the file is expected, and is no part of it', async () => {
  const page: Answer = (_, response) =>
    void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>Log in first</html>')
  const { result, again, asked, left } = await attemptDownload([page, sends(body)])
  expect(result).toMatchObject({
    code: 'DOWNLOAD_FAILED',
    message: expect.stringMatching(/: sends a page in place of the file$/),
    hint: 'Try another network, or get the file elsewhere and give it with --from FILE.',
  })
  expect(left()).toEqual([])
  expect(await again()).toBe(100_000)
  expect(asked()).toEqual(['/model.pb whole', '/model.pb whole'])
})

test('a file that comes packed though none was asked for is refused', async () => {
  const { result } = await attemptDownload([sends(body, { headers: { 'content-encoding': 'gzip' } })])
  expect(result).toMatchObject({ message: expect.stringMatching(/: sends the file packed \(gzip\)$/) })
})

test.skipIf(!existsSync('/dev/full'))('a full disk is said in one line, with what to do', async () => {
  const { url } = await serve(sends(body))
  const part = partPath(temporaryFolder(), url)
  mkdirSync(dirname(part))
  symlinkSync('/dev/full', part)
  await expect(download({ url, format: 'pb', ...known }, part)).rejects.toMatchObject({
    code: 'STORAGE_UNAVAILABLE',
    message: `${part}: the download cannot be written (no space is left).`,
    hint: expect.stringContaining('Make room'),
  })
})

test('a signal ends it at once, and what has come stays', async () => {
  const control = new AbortController()
  const { result, part } = await attemptDownload([sends(body, { hangAfter: 40_000 })], known, {
    signal: control.signal,
    stallMs: 60_000,
    onProgress: done => done === 40_000 && control.abort(new Error('asked to end')),
  })
  expect(result).toEqual(new Error('asked to end'))
  expect(readFileSync(part).equals(body.subarray(0, 40_000))).toBe(true)
})

test('a signal ends the wait before another try', async () => {
  const control = new AbortController()
  const { result } = await attemptDownload([status(503)], known, {
    signal: control.signal,
    backOffMs: 60_000,
    say: () => control.abort(),
  })
  expect(result).toMatchObject({ name: 'AbortError' })
})
