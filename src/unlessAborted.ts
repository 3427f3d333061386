/**
 * What `work` gives, or undefined as soon as the signal aborts; it goes on all the same. Once it has ended the signal,
 * however long it lives, holds nothing of it.
 */
export async function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<Value | undefined>()
  const leave = () => resolve(undefined)
  work.then(resolve, reject)
  signal.addEventListener('abort', leave)
  if (signal.aborted) leave()
  try {
    return await promise
  } finally {
    signal.removeEventListener('abort', leave)
  }
}
