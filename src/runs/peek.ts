type Chunks = AsyncIterableIterator<Uint8Array, void, undefined>

/**
 * The first `length` bytes, or all when there are fewer, without taking them away.
 * @returns `all`: the whole, to be read once. `all.return()` ends the source, also where nothing of it was read; it must be
 * called where it is not read to its end.
 */
export async function peek(chunks: AsyncIterable<Uint8Array>, length: number) {
  const rest = chunks[Symbol.asyncIterator]()
  const parts: Uint8Array[] = []
  for (let size = 0; size < length; ) {
    const { done, value } = await rest.next()
    if (done) break
    // Some streams overwrite a chunk when the next one is asked for.
    parts.push(Uint8Array.from(value))
    size += value.length
  }
  const start = Buffer.concat(parts)
  let given = false
  // No generator: one that was never begun ends without its `finally`.
  const all: Chunks & Required<Pick<Chunks, 'return'>> = {
    [Symbol.asyncIterator]: () => all,
    next() {
      if (given) return rest.next()
      given = true
      return Promise.resolve({ done: false, value: start })
    },
    async return() {
      given = true
      await rest.return?.()
      return { done: true, value: undefined }
    },
  }
  return { start, all }
}
