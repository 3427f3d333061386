/** What an entry of an object or an array takes beside its value, about. */
const entryBytes = 16

/** About how much memory a plain value takes: exact for typed arrays, which are nearly all of it where it is much. */
export function bytesOf(value: unknown): number {
  if (typeof value === 'string') return 2 * value.length
  if (value === null || typeof value !== 'object') return 8
  if (ArrayBuffer.isView(value)) return value.byteLength
  return Object.values(value).reduce((sum: number, inner) => sum + entryBytes + bytesOf(inner), 0)
}
