import { expect, test } from 'vitest'
import { narrow, type Packable, pack, unpack } from '../../src/store/packed.ts'

test('what is packed comes back the same, columns of every type and empty ones included', () => {
  const value = {
    name: 'Straße',
    settings: { floor: null, caps: [1, 10], on: true },
    columns: [
      Float64Array.of(0.1, NaN, -Infinity),
      Float32Array.of(0.5),
      Int32Array.of(-1, 2 ** 31 - 1),
      Uint32Array.of(2 ** 32 - 1),
      Uint16Array.of(65_535, 7, 9),
      Uint8Array.of(255),
      new Float64Array(0),
    ],
  }
  expect(unpack(pack(value))).toEqual(value)
})

test('a field without a value is left out, as JSON leaves it out', () => {
  expect(unpack(pack({ kept: 1, left: undefined }))).toEqual({ kept: 1 })
})

test('columns are views, not copies, of bytes that lie at a multiple of 8', () => {
  const bytes = pack({ column: Float64Array.of(1, 2) })
  expect((unpack(bytes) as { column: Float64Array }).column.buffer).toBe(bytes.buffer)
})

test('bytes that lie anywhere in their memory are read too', () => {
  const bytes = pack({ column: Float64Array.of(0.25) })
  const elsewhere = Buffer.from(new ArrayBuffer(bytes.length + 8), 3, bytes.length)
  bytes.copy(elsewhere)
  expect(unpack(elsewhere)).toEqual({ column: Float64Array.of(0.25) })
})

test('a part of a larger column is packed, not what it lies in', () => {
  expect(unpack(pack(Int32Array.of(1, 2, 3).subarray(1, 2)))).toEqual(Int32Array.of(2))
})

test.each<[string, unknown, RegExp]>([
  ['NaN outside a column', { score: Number.NaN }, /received NaN/],
  ['Infinity in a list', [1, Infinity], /received Infinity/],
  ['a bigint', { id: 1n }, /received a bigint/],
  ['a Map', { names: new Map() }, /received a Map/],
  ['a column of bigints', BigInt64Array.of(1n), /received a BigInt64Array/],
  ['a field that would be taken for a column', { $column: 1 }, /called \$column/],
])('%s is refused, as it would not come back the same', (_what, value, message) => {
  expect(() => pack(value as Packable)).toThrow(message)
})

test('bytes of something else, of a newer version or cut off anywhere give an error that says so', () => {
  const bytes = pack({ name: 'x', column: Float64Array.of(1, 2, 3) })
  expect(() => unpack(Buffer.from('something else'))).toThrow(/begin with 'fovP'/)
  expect(() => unpack(Buffer.alloc(0))).toThrow(/begin with 'fovP'/)
  const newer = Buffer.from(bytes)
  newer.writeUInt32LE(2, 4)
  expect(() => unpack(newer)).toThrow('version 1 but received version 2')
  for (let length = 12; length < bytes.length; length++)
    expect(() => unpack(bytes.subarray(0, length)), `${length} bytes`).toThrow(/cut off/)
})

test('numbers are halved only where each of them is exactly a float32', () => {
  expect(narrow(Float64Array.of(0.5, 640, 0.10000000149011612))).toBeInstanceOf(Float32Array)
  expect(Array.from(narrow(Float64Array.of(0.10000000149011612)))).toEqual([0.10000000149011612])
  const precise = Float64Array.of(0.5, 0.1)
  expect(narrow(precise)).toBe(precise)
})
