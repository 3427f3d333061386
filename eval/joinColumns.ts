type Column = Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array

/** One column out of several, in their order. */
export function joinColumns<T extends Column>(make: new (length: number) => T, parts: readonly T[]): T {
  const joined = new make(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}
