/** Values that are kept; a comparison of 80 categories takes 20 KB, effects of other protocols 10 KB. */
const most = 64

/** Keeps what some work gave last, and lets those who ask for it meanwhile wait for the same. */
export function createMemory<Value>() {
  const kept = new Map<string, Promise<Value>>()
  return (key: string, work: () => Promise<Value>): Promise<Value> => {
    const value = kept.get(key) ?? work()
    kept.delete(key)
    kept.set(key, value) // the last asked for goes last
    if (kept.size > most) kept.delete(kept.keys().next().value!)
    value.catch(() => kept.get(key) === value && kept.delete(key))
    return value
  }
}
