import { growable } from '../../../eval/pack/growable.ts'
import type { CopyType } from './copyTypes.ts'

type CopiedColumn = {
  /** Takes the value at `at`; a `length` of -1 is NULL. */
  push(bytes: Buffer, at: number, length: number): void
  finish(): Float64Array | Uint8Array | (string | null)[]
}

const readers: Record<'int2' | 'int4' | 'int8' | 'float8' | 'bool', (bytes: Buffer, at: number) => number> = {
  int2: (bytes, at) => bytes.readInt16BE(at),
  int4: (bytes, at) => bytes.readInt32BE(at),
  int8: readInt8,
  float8: (bytes, at) => bytes.readDoubleBE(at),
  bool: (bytes, at) => bytes[at]!,
}

function readInt8(bytes: Buffer, at: number): number {
  const value = bytes.readInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4)
  if (Number.isSafeInteger(value)) return value
  throw new Error(`Expected an int8 within ±(2^53 - 1) but received ${bytes.readBigInt64BE(at)}.`)
}

const unexpectedNull = (type: CopyType) => new Error(`Expected ${type} but received NULL.`)

/** A column of one type that grows value by value. @throws Error for a NULL where there may be none */
export function createCopiedColumn(type: CopyType): CopiedColumn {
  switch (type) {
    case 'text':
    case 'uuid':
    case 'text?':
    case 'uuid?':
      return createTextColumn(type)
    default:
      return createNumberColumn(type)
  }
}

function createNumberColumn(type: keyof typeof readers): CopiedColumn {
  const read = readers[type]
  let values = new Float64Array(1024)
  let count = 0
  return {
    push(bytes, at, length) {
      if (length < 0) throw unexpectedNull(type)
      if (count === values.length) values = growable(values, count + 1)
      values[count++] = read(bytes, at)
    },
    finish: () => (type === 'bool' ? Uint8Array.from(values.subarray(0, count)) : values.slice(0, count)),
  }
}

function createTextColumn(type: 'text' | 'uuid' | 'text?' | 'uuid?'): CopiedColumn {
  const read = type.startsWith('uuid') ? readUuid : readText
  const values: (string | null)[] = []
  return {
    push(bytes, at, length) {
      if (length < 0 && !type.endsWith('?')) throw unexpectedNull(type)
      values.push(length < 0 ? null : read(bytes, at, length))
    },
    finish: () => values,
  }
}

const readText = (bytes: Buffer, at: number, length: number) => bytes.toString('utf8', at, at + length)

function readUuid(bytes: Buffer, at: number): string {
  const hex = bytes.toString('hex', at, at + 16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
