/**
 * The same chunks, as long as they have at most `maxBytes` in all.
 * @param tooLarge what is thrown instead of the chunk that goes beyond them
 */
export async function* capped(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
  tooLarge: () => Error,
): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > maxBytes) throw tooLarge()
    yield chunk
  }
}
