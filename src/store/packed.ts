/**
 * Columns and the values around them as one run of bytes: how detections, matches and overlaps are stored.
 *
 * Little-endian: the 4 letters 'fovP', a uint32 version (1), a uint32 length of the header, the header as JSON in UTF-8,
 * padding, then the columns, each at a multiple of 8 bytes. In the header a column stands as
 * `{"$column": [type, offset, length]}`: type one of `makers`, offset in bytes from the first column, length in numbers.
 * Any reader refuses another version.
 */
const magic = 'fovP'
const version = 1
const prefixBytes = 12
const columnKey = '$column'

const makers = { Float64Array, Float32Array, Int32Array, Uint32Array, Uint16Array, Uint8Array } as const

type ColumnType = keyof typeof makers
type Column = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array

/** What can be packed. Undefined fields are left out, as JSON does. */
export type Packable =
  | string
  | number
  | boolean
  | null
  | undefined
  | Column
  | readonly Packable[]
  | { readonly [field: string]: Packable }

const typeOf = (value: object) => (Object.keys(makers) as ColumnType[]).find(type => value instanceof makers[type])

const aligned = (bytes: number) => Math.ceil(bytes / 8) * 8

/**
 * @throws TypeError for numbers that JSON does not have outside columns, such as NaN, for what is neither a plain value
 * nor a column, and for a field called $column
 */
export function pack(value: Packable): Buffer<ArrayBuffer> {
  const columns: { column: Column; offset: number }[] = []
  let size = 0

  function place(column: Column, type: ColumnType) {
    const offset = size
    columns.push({ column, offset })
    size = aligned(size + column.byteLength)
    return { [columnKey]: [type, offset, column.length] }
  }
  function describe(part: Packable): unknown {
    if (typeof part === 'number' && !Number.isFinite(part)) throw unpackable(String(part))
    if (part === null || typeof part !== 'object') {
      if (['string', 'number', 'boolean', 'undefined', 'object'].includes(typeof part)) return part
      throw unpackable(`a ${typeof part}`)
    }
    const type = typeOf(part)
    if (type !== undefined) return place(part as Column, type)
    if (Array.isArray(part)) return part.map(describe)
    if (Object.getPrototypeOf(part) !== Object.prototype) throw unpackable(`a ${part.constructor?.name ?? 'null'}`)
    if (columnKey in part) throw unpackable(`a field called ${columnKey}`)
    return Object.fromEntries(Object.entries(part).map(([field, inner]) => [field, describe(inner)]))
  }

  const header = Buffer.from(JSON.stringify(describe(value)))
  const begin = aligned(prefixBytes + header.length)
  const bytes = Buffer.alloc(begin + size)
  bytes.write(magic, 'latin1')
  bytes.writeUInt32LE(version, 4)
  bytes.writeUInt32LE(header.length, 8)
  header.copy(bytes, prefixBytes)
  for (const { column, offset } of columns)
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), begin + offset)
  return bytes
}

const unpackable = (received: string) =>
  new TypeError(`Expected plain values and typed arrays to pack but received ${received}.`)

/**
 * Gives back what was packed. Columns are views of `bytes`, or of one copy of them where these do not lie at a multiple
 * of 8 in their memory.
 * @throws Error for bytes that `pack` of this version did not make, or that are cut off
 */
export function unpack(bytes: Uint8Array): unknown {
  const whole = bytes.byteOffset % 8 === 0 ? bytes : Uint8Array.from(bytes)
  const view = Buffer.from(whole.buffer, whole.byteOffset, whole.length)
  if (view.length < prefixBytes || view.toString('latin1', 0, 4) !== magic)
    throw new Error(`Expected packed columns, which begin with '${magic}', but received other bytes.`)
  const found = view.readUInt32LE(4)
  if (found !== version) throw new Error(`Expected packed columns of version ${version} but received version ${found}.`)
  const end = prefixBytes + view.readUInt32LE(8)
  if (end > view.length) throw cutOff()
  const begin = aligned(end)

  function revive(_field: string, part: unknown): unknown {
    if (part === null || typeof part !== 'object' || !(columnKey in part)) return part
    const [type, offset, length] = part[columnKey] as [ColumnType, number, number]
    const from = begin + offset
    if (from + length * makers[type].BYTES_PER_ELEMENT > view.length) throw cutOff()
    return new makers[type](view.buffer as ArrayBuffer, view.byteOffset + from, length)
  }
  return JSON.parse(view.toString('utf8', prefixBytes, end), revive)
}

const cutOff = () => new Error('Expected the whole of packed columns but they are cut off.')

/** The same numbers in half the bytes where float32 holds each of them exactly. */
export function narrow(column: Float64Array): Float64Array | Float32Array {
  for (let i = 0; i < column.length; i++) if (Math.fround(column[i]!) !== column[i]) return column
  return Float32Array.from(column)
}
