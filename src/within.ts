import { setTimeout as sleep } from 'node:timers/promises'

/** What `work` gives, or `otherwise` when it fails or has not ended after `ms` milliseconds; it goes on all the same. */
export async function within<T, F>(ms: number, work: Promise<T>, otherwise: F): Promise<T | F> {
  const late = new AbortController()
  const timer = sleep(ms, otherwise, { signal: late.signal }).catch(() => otherwise)
  try {
    return await Promise.race([work.catch(() => otherwise), timer])
  } finally {
    late.abort()
  }
}
