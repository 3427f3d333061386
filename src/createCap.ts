/**
 * Lets chunks pass as long as they have at most `maxBytes`, those of all that it is given together.
 * @param tooLarge what is thrown instead of the chunk that goes beyond them
 */
export function createCap(maxBytes: number, tooLarge: () => Error) {
  let bytes = 0
  return async function* cap(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of chunks) {
      bytes += chunk.length
      if (bytes > maxBytes) throw tooLarge()
      yield chunk
    }
  }
}
