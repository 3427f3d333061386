import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readlinkSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { atFile } from '../../src/formats/atFile.ts'
import { openInput } from '../../src/formats/openInput.ts'
import { folderOf } from './folderOf.ts'

const code = 'DATASET_INVALID'
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const numbers = Buffer.from(Array.from({ length: 300_000 }, (_, k) => `${k} `).join(''))

async function readAll(path: string, options?: { reuse: boolean }) {
  const input = await openInput(path, code, options)
  const chunks: Buffer[] = []
  for await (const chunk of input.chunks) chunks.push(Buffer.from(chunk))
  return { text: Buffer.concat(chunks).toString(), bytes: input.bytes, sha256: input.sha256() }
}

test.each([{ reuse: false }, { reuse: true }])('%j: a file of many pieces, its size and its hash', async options => {
  const path = join(folderOf({ 'a.json': numbers }), 'a.json')
  const input = await readAll(path, options)
  expect(input).toEqual({ text: numbers.toString(), bytes: numbers.length, sha256: sha256(numbers) })
})

test('chunks stay as they are unless they may be reused', async () => {
  const { chunks } = await openInput(join(folderOf({ a: numbers }), 'a'), code)
  const kept: Uint8Array[] = []
  for await (const chunk of chunks) kept.push(chunk)
  expect(Buffer.concat(kept).equals(numbers)).toBe(true)
})

test.each([
  ['one member', gzipSync(numbers)],
  ['two members', Buffer.concat([gzipSync(numbers.subarray(0, 777)), gzipSync(numbers.subarray(777))])],
  ['gzip in gzip', gzipSync(gzipSync(numbers))],
])('gzip, %s: unpacked; size and hash are those of the file', async (_, packed) => {
  const path = join(folderOf({ 'a.json.gz': packed }), 'a.json.gz')
  for (const reuse of [false, true]) {
    const input = await readAll(path, { reuse })
    expect(input).toEqual({ text: numbers.toString(), bytes: packed.length, sha256: sha256(packed) })
  }
})

test('a byte order mark is left to the reader, whose offsets count it', async () => {
  expect((await readAll(join(folderOf({ a: '\ufeff[]' }), 'a'))).text).toBe('\ufeff[]')
})

test.each<[what: string, content: Uint8Array | string, message: string]>([
  ['an empty file', '', 'expected text, received nothing: it is empty.'],
  ['gzip of nothing', gzipSync(''), 'expected text, received nothing: it is empty.'],
  ['gzip cut off', gzipSync(numbers).subarray(0, -9), 'the gzip data is cut off.'],
  ['gzip cut off in its head', gzipSync(numbers).subarray(0, 5), 'the gzip data is cut off.'],
  ['gzip damaged', gzipSync(numbers).fill(7, 100, 110), 'the gzip data is damaged ('],
  [
    'gzip with another checksum',
    Buffer.concat([gzipSync('abc').subarray(0, -8), Buffer.alloc(8)]),
    'the gzip data is damaged (incorrect data check).',
  ],
  ['ZIP', 'PK\u0003\u0004...', 'expected text, received a ZIP archive.'],
  ['bzip2', 'BZh91AY', 'expected text, received data packed by bzip2.'],
  ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), 'expected text, received data packed by xz.'],
  ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 4]), 'expected text, received data packed by zstd.'],
  ['7z', Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27]), 'expected text, received a 7z archive.'],
  ['UTF-16 with a mark', Buffer.from('\ufeff[]', 'utf16le'), 'expected text, received UTF-16.'],
  ['UTF-16 with a mark, big-endian', Buffer.from('\ufeff[]', 'utf16le').swap16(), 'expected text, received UTF-16.'],
  ['UTF-16', Buffer.from('[]', 'utf16le'), 'expected text, received UTF-16.'],
  ['UTF-16, big-endian', Buffer.from('[]', 'utf16le').swap16(), 'expected text, received UTF-16.'],
  [
    'gzip that never ends in text',
    Array.from({ length: 3000 }).reduce<Buffer>(packed => gzipSync(packed), Buffer.from('[]')),
    'expected text, packed by gzip once or twice, received gzip within gzip, 3 times or more.',
  ],
  ['gzip of UTF-16', gzipSync(Buffer.from('\ufeff[]', 'utf16le')), 'expected text, received UTF-16.'],
])('%s: refused', async (_, content, message) => {
  const outcome = await readAll(join(folderOf({ a: content }), 'a')).catch((error: unknown) => error)
  expect(outcome).toBeInstanceOf(InvalidInput)
  expect(outcome).toMatchObject({ code, message: expect.stringContaining(message) })
})

test('a folder and a file that is not there are refused before anything is read', async () => {
  const folder = folderOf({})
  mkdirSync(join(folder, 'b'))
  await expect(openInput(join(folder, 'b'), code)).rejects.toMatchObject({
    code,
    message: `'${join(folder, 'b')}': expected a file but it is a folder.`,
  })
  await expect(openInput(join(folder, 'c'), code)).rejects.toMatchObject({
    code,
    message: `'${join(folder, 'c')}': expected a file but it does not exist.`,
  })
})

const openFiles = '/proc/self/fd'

test.skipIf(!existsSync(openFiles))(
  'a file is closed when it ends and when nobody reads on (needs /proc)',
  async () => {
    const folder = realpathSync(
      folderOf({ plain: numbers, packed: gzipSync(numbers), damaged: gzipSync(numbers).fill(7, 20) }),
    )
    const stillOpen = () =>
      readdirSync(openFiles).filter(file => {
        try {
          return readlinkSync(join(openFiles, file)).startsWith(folder)
        } catch {
          return false
        }
      })
    for (const name of ['plain', 'packed', 'damaged']) {
      await readAll(join(folder, name)).catch(() => undefined)
      const { chunks } = await openInput(join(folder, name), code, { reuse: true })
      const iterator = chunks[Symbol.asyncIterator]()
      await iterator.next().catch(() => undefined)
      if (name === 'plain') expect(stillOpen()).toHaveLength(1)
      await iterator.return?.()
      await expect.poll(stillOpen, { message: name }).toEqual([])
    }
  },
)

test('a complaint gets the name of the file once, other errors stay as they are', () => {
  const complaint = new InvalidInput('DATASET_INVALID', 'images[0]: expected an object.', 'What to do.')
  const named = atFile('gt.json', complaint)
  expect(named).toMatchObject({ code, message: "'gt.json': images[0]: expected an object.", hint: 'What to do.' })
  expect(atFile('gt.json', named)).toBe(named)
  const other = new Error('x')
  expect(atFile('gt.json', other)).toBe(other)
})
