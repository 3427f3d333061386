import { type CopyType, copySignature, type SourceColumns, widthOf } from './copyTypes.ts'

/** Large enough that the call for each does not count, small enough that a loop is never held up by one. */
const pieceBytes = 128 * 1024

const isText = (type: CopyType) => widthOf[type] === undefined

/** A value that cannot be written as its type, with its place. */
const unwritable = (type: CopyType, row: number, value: unknown) =>
  new RangeError(`Expected ${type} in row ${row} but received ${JSON.stringify(value)}.`)

/**
 * Rows in PostgreSQL's binary COPY format, in pieces of about 128 KB, each of them new.
 * @throws RangeError for a number that its type cannot hold
 */
export function* encodeRows(types: readonly CopyType[], columns: SourceColumns<readonly CopyType[]>, rowCount: number) {
  const fixed = types.reduce((sum, type) => sum + 4 + (widthOf[type] ?? 0), 2)
  const texts = types.flatMap((type, index) => (isText(type) ? [columns[index] as ArrayLike<string | null>] : []))
  let piece = Buffer.allocUnsafeSlow(pieceBytes)
  copySignature.copy(piece)
  let at = copySignature.length

  for (let row = 0; row < rowCount; row++) {
    // A UTF-16 unit is 3 bytes of UTF-8 at most.
    let room = fixed
    for (const text of texts) room += 3 * (text[row]?.length ?? 0)
    if (at + room > piece.length) {
      yield piece.subarray(0, at)
      piece = Buffer.allocUnsafeSlow(Math.max(pieceBytes, room))
      at = 0
    }
    at = piece.writeInt16BE(types.length, at)
    for (let column = 0; column < types.length; column++)
      at = writeField(piece, at, types[column]!, columns[column]![row], row)
  }
  yield piece.subarray(0, at)
  yield Buffer.from([0xff, 0xff])
}

/** @returns where the next field begins */
function writeField(piece: Buffer, at: number, type: CopyType, value: unknown, row: number): number {
  if (value === null && type.endsWith('?')) return piece.writeInt32BE(-1, at)
  if (typeof value === 'number') return writeNumber(piece, piece.writeInt32BE(widthOf[type] ?? 0, at), type, value, row)
  if (typeof value !== 'string') throw unwritable(type, row, value)
  if (isText(type)) {
    const length = piece.write(value, at + 4)
    piece.writeInt32BE(length, at)
    return at + 4 + length
  }
  if (piece.write(value.replaceAll('-', ''), at + 4, 'hex') !== 16) throw unwritable(type, row, value)
  return piece.writeInt32BE(16, at) + 16
}

function writeNumber(piece: Buffer, at: number, type: CopyType, value: number, row: number): number {
  switch (type) {
    case 'float8':
      return piece.writeDoubleBE(value, at)
    case 'bool':
      return piece.writeUInt8(value ? 1 : 0, at)
    case 'int8': {
      if (!Number.isSafeInteger(value)) throw unwritable(type, row, value)
      const high = Math.floor(value / 2 ** 32)
      return piece.writeUInt32BE(value - high * 2 ** 32, piece.writeInt32BE(high, at))
    }
    case 'int4':
    case 'int2': {
      if (value !== (type === 'int4' ? value | 0 : (value << 16) >> 16)) throw unwritable(type, row, value)
      return type === 'int4' ? piece.writeInt32BE(value, at) : piece.writeInt16BE(value, at)
    }
    default:
      throw unwritable(type, row, value)
  }
}
