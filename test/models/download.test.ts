import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import type { Source } from '../../src/models/catalogue.ts'
import { type DownloadOptions, download } from '../../src/models/download.ts'
import { partPath } from '../../src/models/partFile.ts'
import { redirectTarget } from '../../src/models/redirectTarget.ts'
import { transferProblem } from '../../src/models/transferProblem.ts'
import { temporaryFolder } from '../cli/temporaryFolder.ts'
import { type Answer, sends, serve, status } from './fileServer.ts'

const body = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 251))
const other = Buffer.from(body.map(value => 255 - value))
const sum = (bytes: Buffer, algorithm = 'sha256') => createHash(algorithm).update(bytes).digest('hex')
const known = { bytes: body.length, sha256: sum(body) }

/** Downloads from a server that answers so; says what came and what was said meanwhile. */
async function attempt(answers: Answer[], source: Partial<Source> = known, options: DownloadOptions = {}) {
  const server = await serve(...answers)
  const part = partPath(temporaryFolder(), server.url)
  mkdirSync(dirname(part))
  const said: string[] = []
  const again = () =>
    download({ url: server.url, format: 'pb', ...source }, part, {
      stallMs: 300,
      backOffMs: 1,
      say: line => said.push(line),
      ...options,
    }).then(
      ({ bytes }) => bytes,
      error => error,
    )
  return { ...server, part, said, again, result: await again(), left: () => readdirSync(dirname(part)) }
}

test('a file comes whole, with its length and sums, and how far it is is told', async () => {
  const shares: (number | undefined)[] = []
  const { result, part, requests } = await attempt([sends(body)], known, {
    onProgress: (done, total) => shares.push(done, total),
  })
  expect(result).toBe(100_000)
  expect(readFileSync(part).equals(body)).toBe(true)
  expect(shares.slice(-2)).toEqual([100_000, 100_000])
  expect(requests[0]!.headers['accept-encoding']).toBe('identity')
})

test('what broke goes on from the byte where it broke, of the same file', async () => {
  const { result, part, asked, requests, said } = await attempt([sends(body, { breakAfter: 40_000 }), sends(body)])
  expect(result).toBe(100_000)
  expect(asked()).toEqual(['/model.pb whole', '/model.pb bytes=40000-'])
  expect(requests[1]!.headers['if-range']).toBe('"one"')
  expect(readFileSync(part).equals(body)).toBe(true)
  expect(said).toEqual([
    expect.stringMatching(/^127\.0\.0\.1:\d+: the connection broke \(.+\) after 0\.0 MB; trying again/),
  ])
})

test('the date of a file does for one whose ETag is weak', async () => {
  const lastModified = 'Wed, 21 Oct 2015 07:28:00 GMT'
  const file = { etag: 'W/"one"', lastModified }
  const { result, requests } = await attempt([sends(body, { ...file, breakAfter: 40_000 }), sends(body, file)])
  expect(result).toBe(100_000)
  expect(requests[1]!.headers['if-range']).toBe(lastModified)
})

test('a connection that breaks time and again is followed as long as something comes', async () => {
  const { result, asked } = await attempt([sends(body, { breakAfter: 15_000 })])
  expect(result).toBe(100_000)
  expect(asked()).toHaveLength(7)
})

test('a connection that always breaks before a byte has come is given up after five tries, and what is there stays', async () => {
  const { result, asked, part } = await attempt([
    sends(body, { breakAfter: 40_000 }),
    (_, response) => response.destroy(),
  ])
  expect(result).toMatchObject({ code: 'DOWNLOAD_FAILED', message: expect.stringContaining('the connection broke') })
  expect(asked()).toHaveLength(5)
  expect(readFileSync(part).equals(body.subarray(0, 40_000))).toBe(true)
})

test('another download goes on with what an earlier one left', async () => {
  const gone: Answer = (_, response) => response.destroy()
  const answers = [sends(body, { breakAfter: 40_000 }), gone, gone, gone, gone, sends(body)]
  const { again, asked } = await attempt(answers)
  expect(await again()).toBe(100_000)
  expect(asked().at(-1)).toBe('/model.pb bytes=40000-')
  expect(await again()).toBe(100_000)
  expect(asked()).toHaveLength(6) // nothing is asked for what is whole
})

test('a file that changed between two tries is taken from its beginning', async () => {
  const { result, part } = await attempt([sends(other, { breakAfter: 40_000 }), sends(body, { etag: '"two"' })])
  expect(result).toBe(100_000)
  expect(readFileSync(part).equals(body)).toBe(true)
})

test('a changed file is noticed by its ETag though the server gives the range all the same', async () => {
  const changed = sends(body, { etag: '"two"', ignoresIfRange: true })
  const { result, part, asked } = await attempt([sends(other, { breakAfter: 40_000 }), changed], {})
  expect(result).toBe(100_000)
  expect(asked().map(each => each.split(' ')[1])).toEqual(['whole', 'bytes=40000-', 'whole'])
  expect(readFileSync(part).equals(body)).toBe(true)
})

test('a file that is known by nothing is not put together of two answers', async () => {
  const file = { etag: '' }
  const { result, part, asked } = await attempt([sends(other, { ...file, breakAfter: 40_000 }), sends(body, file)], {})
  expect(result).toBe(100_000)
  expect(asked()).toEqual(['/model.pb whole', '/model.pb whole'])
  expect(readFileSync(part).equals(body)).toBe(true)
})

test('a server that knows no ranges sends the file anew', async () => {
  const { result, part } = await attempt([sends(body, { breakAfter: 40_000 }), sends(body, { ignoresRange: true })])
  expect(result).toBe(100_000)
  expect(readFileSync(part).equals(body)).toBe(true)
})

test('a server that knows no ranges and always breaks at the same byte is given up', async () => {
  const { result, asked } = await attempt([sends(body, { breakAfter: 40_000, ignoresRange: true })])
  expect(result).toMatchObject({ code: 'DOWNLOAD_FAILED' })
  expect(asked()).toHaveLength(5)
})

test.each([
  ['of another beginning', 'bytes 30000-99999/100000'],
  ['of no file', 'bytes */100000'],
  ['without a Content-Range', undefined],
])('a part %s is not taken for the one that was asked for', async (_, range) => {
  const wrong = sends(body, { headers: { 'content-range': range } })
  const { result, part, asked } = await attempt([sends(body, { breakAfter: 40_000 }), wrong, sends(body)])
  expect(result).toBe(100_000)
  expect(asked().map(each => each.split(' ')[1])).toEqual(['whole', 'bytes=40000-', 'whole'])
  expect(readFileSync(part).equals(body)).toBe(true)
})

test('a part that is longer than the file of the server begins anew', async () => {
  const { result, asked, part } = await attempt([sends(body, { breakAfter: 40_000 }), status(416), sends(body)])
  expect(result).toBe(100_000)
  expect(asked().map(each => each.split(' ')[1])).toEqual(['whole', 'bytes=40000-', 'whole'])
  expect(readFileSync(part).equals(body)).toBe(true)
})

const silent: Answer = () => undefined
test.each([
  ['before its headers', silent, 'whole'],
  ['before the first byte', sends(body, { hangAfter: 0 }), 'whole'],
  ['in the middle', sends(body, { hangAfter: 40_000 }), 'bytes=40000-'],
])('silence %s counts as a broken connection', async (_, answer, next) => {
  const { result, asked, said } = await attempt([answer, sends(body)], known, { stallMs: 50 })
  expect(result).toBe(100_000)
  expect(asked()).toEqual(['/model.pb whole', `/model.pb ${next}`])
  expect(said).toEqual([expect.stringMatching(/: sent nothing for 0\.05 s/)])
})

test.each([500, 503, 429])('status %i is tried again', async code => {
  const { result } = await attempt([status(code), sends(body)])
  expect(result).toBe(100_000)
})

test.each([404, 403, 410])('status %i is not tried again', async code => {
  const { result, asked } = await attempt([status(code), sends(body)])
  expect(result).toMatchObject({
    code: 'DOWNLOAD_FAILED',
    message: expect.stringMatching(`: answers with status ${code}$`),
  })
  expect(asked()).toHaveLength(1)
})

test.each([90_000, 110_000])(
  'a server that announces %i bytes of 100,000 is refused before it sends them',
  async length => {
    const { result, left } = await attempt([sends(body, { headers: { 'content-length': length }, breakAfter: 100 })])
    expect(result).toMatchObject({
      code: 'DOWNLOAD_FAILED',
      message: expect.stringMatching(/: another file is there: expected 100,000 bytes but found (90|110),000$/),
    })
    expect(left()).toEqual([])
  },
)

test('without a length announced, a file that ends early goes on', async () => {
  const unannounced = { headers: { 'content-length': undefined } }
  const { result, asked } = await attempt([
    (_, response) => {
      response.writeHead(200, { etag: '"one"', connection: 'close' })
      response.useChunkedEncodingByDefault = false
      response.end(body.subarray(0, 40_000))
    },
    sends(body, unannounced),
  ])
  expect(result).toBe(100_000)
  expect(asked()[1]).toBe('/model.pb bytes=40000-')
})

test('where a file is longer than it may be, the rest is not waited for', async () => {
  const { result, left } = await attempt([
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
  const { result, left } = await attempt([sends(other)], source)
  expect(result).toMatchObject({
    code: 'DOWNLOAD_FAILED',
    message: expect.stringMatching(
      `: another file came: expected 100,000 bytes, SHA-384 ${sum(body, 'sha384')} but found 100,000 bytes, SHA-384 ${sum(other, 'sha384')}$`,
    ),
  })
  expect(left()).toEqual([])
})

test('the sum is that of the whole file, also where it came in two parts of different files', async () => {
  const file = { etag: '' }
  const { result, left } = await attempt([sends(other, { ...file, breakAfter: 40_000 }), sends(body, file)])
  expect(result).toMatchObject({ message: expect.stringContaining(': another file came: ') })
  expect(left()).toEqual([])
})

test('a file that comes packed though none was asked for is refused', async () => {
  const { result } = await attempt([sends(body, { headers: { 'content-encoding': 'gzip' } })])
  expect(result).toMatchObject({ message: expect.stringMatching(/: sends the file packed \(gzip\)$/) })
})

test.each(['there.pb', '/there.pb', '//HOST/there.pb', 'http://HOST/there.pb'])(
  'a redirect to %s is followed',
  async location => {
    const { result, asked } = await attempt([
      ({ headers }, response) =>
        void response.writeHead(302, { location: location.replace('HOST', headers.host!) }).end('moved'),
      sends(body),
    ])
    expect(result).toBe(100_000)
    expect(asked()).toEqual(['/model.pb whole', '/there.pb whole'])
  },
)

test('a redirect is followed anew by what goes on', async () => {
  const away = status(307, { location: '/there.pb' })
  const { result, asked } = await attempt([away, sends(body, { breakAfter: 40_000 }), away, sends(body)])
  expect(result).toBe(100_000)
  expect(asked().at(-1)).toBe('/there.pb bytes=40000-')
})

test('redirects without an end are given up', async () => {
  const { result, asked } = await attempt([status(302, { location: '/model.pb' })])
  expect(result).toMatchObject({
    code: 'DOWNLOAD_FAILED',
    message: expect.stringMatching(/: redirects more than 10 times$/),
  })
  expect(asked()).toHaveLength(11)
})

test('a redirect that names no address is one clear error', async () => {
  const { result } = await attempt([status(302)])
  expect(result).toMatchObject({ message: expect.stringMatching(/: redirects to no address$/) })
})

test.each(['http://elsewhere.example/m', 'ftp://elsewhere.example/m', 'file:///etc/passwd'])(
  'from https no redirect leads to %s',
  location => {
    expect(() => redirectTarget(new URL('https://models.example/m'), location)).toThrow(
      /^models\.example: redirects from https: to (http|ftp|file):, which is not followed$/,
    )
  },
)

test('a server that is not there is asked once, and named', async () => {
  const { url, part } = await attempt([sends(body)])
  const gone = { url: url.replace(/:\d+/, ':9'), format: 'pb' } as const
  const said: string[] = []
  await expect(download(gone, part.replace('model', 'gone'), { say: line => said.push(line) })).rejects.toThrow(
    /^127\.0\.0\.1:9: cannot be reached \(.*ECONNREFUSED/,
  )
  expect(said).toEqual([])
})

test('a server that speaks no TLS is one clear error', async () => {
  const { url, part } = await attempt([sends(body)])
  await expect(download({ url: url.replace('http', 'https'), format: 'pb' }, `${part}2`)).rejects.toThrow(
    /^127\.0\.0\.1:\d+: no trusted connection can be made \(/,
  )
})

test.each([
  ['ENOTFOUND', /^models\.example: cannot be reached/],
  ['UND_ERR_CONNECT_TIMEOUT', /^models\.example: does not answer/],
  ['SELF_SIGNED_CERT_IN_CHAIN', /^models\.example: no trusted connection can be made/],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /^models\.example: no trusted connection can be made/],
  ['HPE_INVALID_CONSTANT', /^models\.example: the connection broke/],
])('%s is said in words, after the host', (code, words) => {
  const error = Object.assign(new Error('what the system says'), { code })
  const problem = transferProblem(error, new URL('https://models.example/m'), 1000)
  expect(problem).toMatchObject({ message: expect.stringMatching(words) })
  expect(problem).toMatchObject({ message: expect.stringMatching(/\(what the system says\)$/) })
})

test('a mistake of the program is no problem of the network', () => {
  const error = new TypeError('x is not a function')
  expect(transferProblem(error, new URL('https://models.example/m'), 1000)).toBe(error)
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
  const { result, part } = await attempt([sends(body, { hangAfter: 40_000 })], known, {
    signal: control.signal,
    stallMs: 60_000,
    onProgress: done => done === 40_000 && control.abort(new Error('asked to end')),
  })
  expect(result).toEqual(new Error('asked to end'))
  expect(readFileSync(part).equals(body.subarray(0, 40_000))).toBe(true)
})

test('a signal ends the wait before another try', async () => {
  const control = new AbortController()
  const { result } = await attempt([status(503)], known, {
    signal: control.signal,
    backOffMs: 60_000,
    say: () => control.abort(),
  })
  expect(result).toMatchObject({ name: 'AbortError' })
})
