/** Keeps what was used last, `maxBytes` of it at most. */
export function createByteCache(maxBytes: number) {
  const kept = new Map<string, Uint8Array>()
  let size = 0

  function drop(key: string): void {
    size -= kept.get(key)?.byteLength ?? 0
    kept.delete(key)
  }

  return {
    get(key: string): Uint8Array | undefined {
      const bytes = kept.get(key)
      if (!bytes) return undefined
      kept.delete(key)
      kept.set(key, bytes)
      return bytes
    },

    set(key: string, bytes: Uint8Array): void {
      drop(key)
      kept.set(key, bytes)
      size += bytes.byteLength
      for (const oldest of kept.keys()) {
        if (size <= maxBytes) return
        drop(oldest)
      }
    },
  }
}
