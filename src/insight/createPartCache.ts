import { bytesOf } from './bytesOf.ts'

export type PartCache = ReturnType<typeof createPartCache>

type Part = { readonly value: unknown; readonly bytes: number }

/**
 * Keeps what can be made again and was used last: `maxBytes` of it at most, and beside that one part that is larger than
 * all of them may be, the last one, without which each question about a large evaluation would read it anew.
 */
export function createPartCache(maxBytes: number) {
  const kept = new Map<string, Part>()
  let large: (Part & { readonly key: string }) | undefined
  const making = new Map<string, Promise<unknown>>()
  let total = 0

  function keep(key: string, value: unknown): void {
    const bytes = bytesOf(value)
    if (bytes > maxBytes) {
      large = { key, value, bytes }
      return
    }
    kept.set(key, { value, bytes })
    total += bytes
    for (const [oldest, part] of kept) {
      if (total <= maxBytes) return
      kept.delete(oldest)
      total -= part.bytes
    }
  }

  async function begin(key: string, make: () => Promise<unknown>): Promise<unknown> {
    try {
      const value = await make()
      keep(key, value)
      return value
    } finally {
      making.delete(key)
    }
  }

  return {
    /** What is kept under the key; else what `make` gives, made once for all who ask meanwhile. */
    async get<Value>(key: string, make: () => Promise<Value>): Promise<Value> {
      if (large?.key === key) return large.value as Value
      const part = kept.get(key)
      if (part) {
        kept.delete(key)
        kept.set(key, part)
        return part.value as Value
      }
      const made = making.get(key) ?? begin(key, make)
      making.set(key, made)
      return made as Promise<Value>
    },

    /** bytes that are kept */
    size: () => total + (large?.bytes ?? 0),
  }
}
