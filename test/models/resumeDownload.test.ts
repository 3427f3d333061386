import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { attemptDownload, body, known, other } from './attemptDownload.ts'
import { type Answer, sends, status } from './fileServer.ts'

test('what broke goes on from the byte where it broke, of the same file', async () => {
  const { result, part, asked, requests, said } = await attemptDownload([
    sends(body, { breakAfter: 40_000 }),
    sends(body),
  ])
  expect(result).toBe(100_000)
  expect(asked()).toEqual(['/model.pb whole', '/model.pb bytes=40000-'])
  expect(requests[1]!.headers['if-range']).toBe('"one"')
  expect(readFileSync(part).equals(body)).toBe(true)
  expect(said).toEqual([
    expect.stringMatching(/^127\.0\.0\.1:\d+: the connection broke \(.+\) after 0\.0 MB; trying again/),
    expect.stringMatching(/^127\.0\.0\.1:\d+: going on from 0\.0 MB of 0\.1 MB$/),
  ])
})

test('the date of a file does for one whose ETag is weak', async () => {
  const lastModified = 'Wed, 21 Oct 2015 07:28:00 GMT'
  const file = { etag: 'W/"one"', lastModified }
  const { result, requests } = await attemptDownload([sends(body, { ...file, breakAfter: 40_000 }), sends(body, file)])
  expect(result).toBe(100_000)
  expect(requests[1]!.headers['if-range']).toBe(lastModified)
})

test('a connection that breaks time and again is followed as long as something comes', async () => {
  const { result, asked } = await attemptDownload([sends(body, { breakAfter: 15_000 })])
  expect(result).toBe(100_000)
  expect(asked()).toHaveLength(7)
})

test('a connection that always breaks before a byte has come is given up after five tries, and what is there stays', async () => {
  const { result, asked, part } = await attemptDownload([
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
  const { again, asked } = await attemptDownload(answers)
  expect(await again()).toBe(100_000)
  expect(asked().at(-1)).toBe('/model.pb bytes=40000-')
  expect(await again()).toBe(100_000)
  expect(asked()).toHaveLength(6) // nothing is asked for what is whole
})

test('a file that changed between two tries is taken from its beginning', async () => {
  const { result, part, said } = await attemptDownload([
    sends(other, { breakAfter: 40_000 }),
    sends(body, { etag: '"two"' }),
  ])
  expect(result).toBe(100_000)
  expect(said[1]).toMatch(/: begins again: the server has another file by now$/)
  expect(readFileSync(part).equals(body)).toBe(true)
})

test('a changed file is noticed by its ETag though the server gives the range all the same', async () => {
  const changed = sends(body, { etag: '"two"', ignoresIfRange: true })
  const { result, part, asked } = await attemptDownload([sends(other, { breakAfter: 40_000 }), changed], {})
  expect(result).toBe(100_000)
  expect(asked().map(each => each.split(' ')[1])).toEqual(['whole', 'bytes=40000-', 'whole'])
  expect(readFileSync(part).equals(body)).toBe(true)
})

test('a file that is known by nothing is not put together of two answers', async () => {
  const file = { etag: '' }
  const { result, part, asked, said } = await attemptDownload(
    [sends(other, { ...file, breakAfter: 40_000 }), sends(body, file)],
    {},
  )
  expect(result).toBe(100_000)
  expect(said[1]).toMatch(/: begins again: nothing tells whether the file is still the same$/)
  expect(asked()).toEqual(['/model.pb whole', '/model.pb whole'])
  expect(readFileSync(part).equals(body)).toBe(true)
})

test('a server that knows no ranges sends the file anew', async () => {
  const { result, part, said } = await attemptDownload([
    sends(body, { breakAfter: 40_000 }),
    sends(body, { ignoresRange: true }),
  ])
  expect(result).toBe(100_000)
  expect(said[1]).toMatch(/: begins again: the server cannot go on from the middle$/)
  expect(readFileSync(part).equals(body)).toBe(true)
})

test('a server that knows no ranges and always breaks at the same byte is given up', async () => {
  const { result, asked } = await attemptDownload([sends(body, { breakAfter: 40_000, ignoresRange: true })])
  expect(result).toMatchObject({ code: 'DOWNLOAD_FAILED' })
  expect(asked()).toHaveLength(5)
})

test.each([
  ['of another beginning', 'bytes 30000-99999/100000'],
  ['of no file', 'bytes */100000'],
  ['without a Content-Range', undefined],
])('a part %s is not taken for the one that was asked for', async (_, range) => {
  const wrong = sends(body, { headers: { 'content-range': range } })
  const { result, part, asked } = await attemptDownload([sends(body, { breakAfter: 40_000 }), wrong, sends(body)])
  expect(result).toBe(100_000)
  expect(asked().map(each => each.split(' ')[1])).toEqual(['whole', 'bytes=40000-', 'whole'])
  expect(readFileSync(part).equals(body)).toBe(true)
})

test('a part that is longer than the file of the server begins anew', async () => {
  const { result, asked, part } = await attemptDownload([sends(body, { breakAfter: 40_000 }), status(416), sends(body)])
  expect(result).toBe(100_000)
  expect(asked().map(each => each.split(' ')[1])).toEqual(['whole', 'bytes=40000-', 'whole'])
  expect(readFileSync(part).equals(body)).toBe(true)
})
test('without a length announced, a file that ends early goes on', async () => {
  const unannounced = { headers: { 'content-length': undefined } }
  const { result, asked } = await attemptDownload([
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
test('parts of different files, which only the sum tells, are taken from the beginning once more', async () => {
  const file = { etag: '' }
  const answers = [sends(other, { ...file, breakAfter: 40_000 }), sends(body, file)]
  const { result, part, asked, said } = await attemptDownload(answers)
  expect(result).toBe(100_000)
  expect(readFileSync(part).equals(body)).toBe(true)
  expect(asked().map(each => each.split(' ')[1])).toEqual(['whole', 'bytes=40000-', 'whole'])
  expect(said.at(-1)).toMatch(/: what came in parts is not the file; begins again$/)
})

test('parts of different files are given up where that happens twice', async () => {
  const file = { etag: '' }
  const [first, second] = [sends(other, { ...file, breakAfter: 40_000 }), sends(body, file)]
  const { result, asked, left } = await attemptDownload([first, second, first, second])
  expect(result).toMatchObject({ message: expect.stringContaining(': another file came: ') })
  expect(asked()).toHaveLength(4)
  expect(left()).toEqual([])
})

const page = Buffer.from('<html>Log in first</html>')
const unannounced = { headers: { 'content-length': undefined } }
test.each([
  ['announced, where the length is known', { bytes: body.length }, {}],
  ['announced, where a sum is known', { sha256: known.sha256 }, {}],
  ['not announced, where a sum is known', { sha256: known.sha256 }, unannounced],
  ['announced, where nothing is known', {}, {}],
  ['not announced, where nothing is known', {}, unannounced],
])(
  'a page that a network sends in place of the file, its length %s, costs nothing of the part',
  async (_, source, sent) => {
    const login = sends(page, { etag: '', ignoresRange: true, ...sent })
    const answers = [sends(body, { breakAfter: 40_000 }), login, sends(body)]
    const { result, part, again, asked, left } = await attemptDownload(answers, source)
    expect(result).toMatchObject({
      code: 'DOWNLOAD_FAILED',
      message: expect.stringMatching(/: another file (is there|came): .+ but found /),
    })
    expect(readFileSync(part).equals(body.subarray(0, 40_000))).toBe(true)
    expect(await again()).toBe(100_000)
    expect(asked().at(-1)).toBe('/model.pb bytes=40000-')
    expect(readFileSync(part).equals(body)).toBe(true)
    expect(left()).toHaveLength(2)
  },
)

test('a page that ends before the file would is a connection that broke', async () => {
  const login = sends(page, { etag: '', ignoresRange: true, ...unannounced })
  const { result, asked } = await attemptDownload([sends(body, { breakAfter: 40_000 }), login, sends(body)])
  expect(result).toBe(100_000)
  expect(asked().at(-1)).toBe('/model.pb bytes=40000-')
})

test('a page without an end costs nothing of the part either', async () => {
  const endless: Answer = (_, response) => {
    response.writeHead(200)
    const timer = setInterval(() => response.write(other), 1)
    response.on('close', () => clearInterval(timer))
  }
  const { result, part } = await attemptDownload([sends(body, { breakAfter: 40_000 }), endless])
  expect(result).toMatchObject({ message: expect.stringMatching(/: expected 100,000 bytes but more came$/) })
  expect(readFileSync(part).equals(body.subarray(0, 40_000))).toBe(true)
})

test('of a part and what is sent anew, where the connection breaks again, the longer one stays', async () => {
  const gone: Answer = (_, response) => response.destroy()
  const anew = (breakAfter: number) => sends(body, { etag: '"two"', breakAfter })
  const first = sends(other, { breakAfter: 40_000 })
  const shorter = await attemptDownload([first, anew(30_000), gone])
  expect(readFileSync(shorter.part).equals(other.subarray(0, 40_000))).toBe(true)
  const longer = await attemptDownload([first, anew(50_000), gone])
  expect(readFileSync(longer.part).equals(body.subarray(0, 50_000))).toBe(true)
  expect(longer.asked()[2]).toBe('/model.pb bytes=50000-')
  expect(longer.left()).toHaveLength(2)
})
