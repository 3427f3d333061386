/** Values that are kept. */
const most = 64

/** Bytes of their JSON; a comparison of 80 categories takes 20 KB, one of 20,000 5 MB, effects of other protocols 10 KB. */
const mostBytes = 16 * 1024 * 1024

/** Keeps what some work gave last, and lets those who ask for it meanwhile wait for the same. */
export function createMemory<Value>() {
  const kept = new Map<string, Promise<Value>>()
  const sizes = new Map<Promise<Value>, number>()

  function forget(key: string): void {
    sizes.delete(kept.get(key)!)
    kept.delete(key)
  }

  function makeRoom(): void {
    let bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0)
    for (const [key, value] of kept) {
      if (kept.size <= most && bytes <= mostBytes) return
      bytes -= sizes.get(value) ?? 0
      forget(key)
    }
  }

  function remember(key: string, value: Promise<Value>): void {
    kept.set(key, value)
    value.then(
      result => {
        if (kept.get(key) !== value) return
        sizes.set(value, Buffer.byteLength(JSON.stringify(result)))
        makeRoom()
      },
      () => kept.get(key) === value && forget(key),
    )
  }

  return (key: string, work: () => Promise<Value>): Promise<Value> => {
    const before = kept.get(key)
    const value = before ?? work()
    kept.delete(key) // the last asked for goes last
    if (before) kept.set(key, value)
    else remember(key, value)
    makeRoom()
    return value
  }
}
