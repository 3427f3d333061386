import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyIn } from '../../src/store/copy/copyIn.ts'
import { copyOut } from '../../src/store/copy/copyOut.ts'
import { createCopyReader } from '../../src/store/copy/createCopyReader.ts'
import { encodeRows } from '../../src/store/copy/encodeRows.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'

let url: string
let client: pg.Client
beforeAll(async () => {
  url = await freshDatabase()
  client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('CREATE TABLE kept (a int2, b int4, c int8, d float8, e bool, f text, g uuid, h uuid, i text)')
})
afterAll(() => client.end())

const types = ['int2', 'int4', 'int8', 'float8', 'bool', 'text', 'uuid', 'uuid?', 'text?'] as const
const id = '0195f000-0000-7000-8000-0123456789ab'
const extremes = [
  Float64Array.of(-32768, 32767, 0, -1),
  Float64Array.of(-(2 ** 31), 2 ** 31 - 1, 0, -1),
  Float64Array.of(-(2 ** 53) + 1, 2 ** 53 - 1, -1, 908_800_474_295),
  Float64Array.of(-0, 5e-324, 0.1 + 0.2, -Number.MAX_VALUE),
  Uint8Array.of(1, 0, 1, 0),
  ['', 'Ünïcode 猫 🦊', 'a\tb\\N\n"', 'x'.repeat(300_000)],
  [id, id, id, id],
  [null, id, null, id],
  [null, '', 'NULL', null],
] as const

/** -0 is not 0 here. */
const same = (received: readonly unknown[], expected: readonly unknown[]) =>
  received.every((column, index) => {
    const [a, b] = [column, expected[index]] as ArrayLike<unknown>[]
    return a!.length === b!.length && Array.from(a!).every((value, row) => Object.is(value, b![row]))
  })

test('every value is read as it was written: -0, subnormals, 2^53 - 1, NULL, Unicode, a text longer than a piece', async () => {
  await copyIn(client, 'kept (a, b, c, d, e, f, g, h, i)', types, extremes, 4)
  const columns = await copyOut(client, 'SELECT a, b, c, d, e, f, g, h, i FROM kept ORDER BY ctid', types)
  expect(same(columns, extremes)).toBe(true)
  expect(columns[4]).toBeInstanceOf(Uint8Array)
  const { rows } = await client.query("SELECT a, b, c, d::text, e, h, i FROM kept WHERE f = 'Ünïcode 猫 🦊'")
  expect(rows).toEqual([{ a: 32767, b: 2 ** 31 - 1, c: '9007199254740991', d: '5e-324', e: false, h: id, i: '' }])
})

test('rows are read whatever pieces they come in', () => {
  const bytes = Buffer.concat([...encodeRows(types, extremes.map(column => column.slice(0, 3)) as never, 3)])
  for (const size of [1, 7, 19, 64]) {
    const reader = createCopyReader(types)
    for (let at = 0; at < bytes.length; at += size) reader.add(bytes.subarray(at, at + size))
    expect(
      same(
        reader.finish(),
        extremes.map(column => column.slice(0, 3)),
      ),
    ).toBe(true)
  }
})

test('no rows are empty columns', async () => {
  expect(await copyOut(client, 'SELECT 1::int4, true WHERE false', ['int4', 'bool'])).toEqual([
    new Float64Array(),
    new Uint8Array(),
  ])
  await copyIn(client, 'kept (a)', ['int2'], [[]], 0)
})

test.each([
  ['an int8 that a double cannot hold', 'SELECT 9007199254740992::int8', ['int8'], '9007199254740992'],
  ['a NULL where none may be', 'SELECT NULL::float8', ['float8'], 'received NULL'],
  ['a type of another width', 'SELECT 1::int8', ['int4'], 'Expected int4 of 4 bytes in column 1 but received 8'],
  ['another number of columns', 'SELECT 1::int4, 2::int4', ['int4'], 'Expected 1 columns but received 2'],
] as const)('%s is refused rather than read as something else', async (_, sql, given, message) => {
  const own = new pg.Client({ connectionString: url })
  await own.connect()
  await expect(copyOut(own, sql, given)).rejects.toThrow(message)
  await own.end()
})

test.each([
  ['int2', 32768],
  ['int4', 0.5],
  ['int8', 2 ** 53],
  ['int8', NaN],
] as const)('a number that %s cannot hold is refused, and no row of the copy is stored', async (type, value) => {
  await client.query('CREATE TABLE IF NOT EXISTS narrow (n int8, m text)')
  await expect(copyIn(client, 'narrow (n)', [type], [[1, value]], 2)).rejects.toThrow(`Expected ${type} in row 1`)
  expect((await client.query('SELECT FROM narrow')).rowCount).toBe(0)
})

test('what Postgres says of the query or of the rows is what is thrown, and the connection can be used again', async () => {
  await expect(copyOut(client, 'SELECT nothing', ['int4'])).rejects.toThrow('column "nothing" does not exist')
  await expect(copyIn(client, 'kept (f)', ['text'], [['a\0b']], 1)).rejects.toThrow('invalid byte sequence')
  expect(await copyOut(client, 'SELECT 7::int4', ['int4'])).toEqual([Float64Array.of(7)])
})

test('a finished copy leaves no timer behind that would keep its process from ending', async () => {
  const hurried = new pg.Client({ connectionString: url, query_timeout: 300_000 })
  await hurried.connect()
  const timers = () => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length
  const before = timers()
  await copyOut(hurried, 'SELECT 1::int4', ['int4'])
  await copyIn(hurried, 'kept (a)', ['int2'], [[1]], 1)
  expect(timers()).toBe(before)
  await hurried.end()
})

test('text of more than one byte a character is whole at the ends of pieces too', async () => {
  const texts = Array.from({ length: 5000 }, (_, row) => '猫'.repeat(row % 100))
  await client.query('CREATE TABLE cats (n int4, f text)')
  await copyIn(client, 'cats (n, f)', ['int4', 'text'], [[...texts.keys()], texts], texts.length)
  expect((await copyOut(client, 'SELECT f FROM cats ORDER BY n', ['text']))[0]).toEqual(texts)
})
