/** The first `length` bytes, or all when there are fewer, without taking them away. */
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
  async function* all(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield start
      yield* { [Symbol.asyncIterator]: () => rest }
    } finally {
      await rest.return?.()
    }
  }
  return { start, all: all() }
}
