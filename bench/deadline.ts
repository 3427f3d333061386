/**
 * The end of a wait: to be called again and again while it lasts.
 * @param what is waited for, in words
 * @throws Error when it has lasted too long
 */
export function deadline(what: string, seconds: number): () => void {
  const end = performance.now() + seconds * 1000
  return () => {
    if (performance.now() > end) throw new Error(`${what}: not after ${seconds} seconds`)
  }
}
