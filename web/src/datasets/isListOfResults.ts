/** Where text begins that is not white space, a mark of byte order included. */
const begin = /[^\s\uFEFF]/

/**
 * Whether a JSON file, also one packed by gzip, is a list, as detections are; ground truth is an object. Reads no more
 * than the first part of it.
 * @param name of the file, with its ending
 * @returns false also where it cannot be read: whoever reads all of it says why
 */
export async function isListOfResults(file: Blob, name: string): Promise<boolean> {
  const bytes: ReadableStream<BufferSource> = file.stream()
  const plain = /\.gz$/i.test(name) ? bytes.pipeThrough(new DecompressionStream('gzip')) : bytes
  const reader = plain.pipeThrough(new TextDecoderStream()).getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return false
      const first = begin.exec(value)
      if (first) return first[0] === '['
    }
  } catch {
    return false
  } finally {
    // Of a stream that has failed this says the same once more.
    await reader.cancel().catch(() => undefined)
  }
}
