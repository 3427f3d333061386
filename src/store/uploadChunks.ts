import { AppError } from '../errors.ts'

const chunkBytes = 1024 * 1024

/** What a stream gives; its own failures, such as a sender that goes away, are not to be taken for the database's. */
async function* received(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* stream
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('BAD_REQUEST', 'Expected the whole of a body but it broke off; nothing of it was kept.', {
      cause,
    })
  }
}

/**
 * Gathers what a stream gives into chunks of one megabyte, the last one smaller.
 * @throws AppError BAD_REQUEST when the stream breaks off
 */
export async function* uploadChunks(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let parts: Uint8Array[] = []
  let size = 0
  for await (const part of received(stream)) {
    parts.push(part)
    size += part.length
    if (size < chunkBytes) continue
    yield Buffer.concat(parts)
    parts = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(parts)
}
