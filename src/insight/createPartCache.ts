import { bytesOf } from './bytesOf.ts'

export type PartCache = ReturnType<typeof createPartCache>

type Part = { readonly value: unknown; readonly bytes: number }

/** Keeps what can be made again and was used last: `maxBytes` of it at most. */
export function createPartCache(maxBytes: number) {
  const kept = new Map<string, Part>()
  const making = new Map<string, Promise<unknown>>()
  let total = 0

  function keep(key: string, value: unknown): void {
    const bytes = bytesOf(value)
    if (bytes > maxBytes) return
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
    /**
     * What is kept under the key; else what `make` gives, made once for all who ask meanwhile. What is larger than all
     * that may be kept is given and dropped.
     */
    async get<Value>(key: string, make: () => Promise<Value>): Promise<Value> {
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
    size: () => total,
  }
}
