import type { Readable } from 'node:stream'

/** Chunks that wait, of 64 KB at most each, before the stream is asked to pause. */
const mostWaiting = 16

/**
 * Reads a stream from now on, whether somebody iterates already or not. What came before an error is given before the
 * error is thrown; a stream's own iterator loses what is in its buffer then.
 */
export function collectChunks(stream: Readable): AsyncIterable<Buffer> {
  const waiting: Buffer[] = []
  let isOver = false
  let failure: { error: Error } | undefined
  let wake = () => {}

  function end() {
    isOver = true
    wake()
  }

  stream.on('data', (chunk: Buffer) => {
    waiting.push(chunk)
    if (waiting.length >= mostWaiting) stream.pause()
    wake()
  })
  stream.on('error', error => {
    failure ??= { error }
    end()
  })
  stream.on('close', end)

  async function* iterate() {
    try {
      for (;;) {
        const chunk = waiting.shift()
        if (chunk) yield chunk
        else if (failure) throw failure.error
        else if (isOver) return
        else {
          const { promise, resolve } = Promise.withResolvers<void>()
          wake = resolve
          stream.resume()
          await promise
        }
      }
    } finally {
      stream.destroy()
    }
  }
  return iterate()
}
