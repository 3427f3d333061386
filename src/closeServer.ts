import { setTimeout as sleep } from 'node:timers/promises'
import type { Detector } from './detector/createDetector.ts'
import type { Server } from './server/createServer.ts'

/** How long the refusals of requests that took too long may take. */
const refusingMs = 1000

async function endsWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  const late = new AbortController()
  const timer = sleep(ms, false, { signal: late.signal }).catch(() => false)
  try {
    return await Promise.race([work.then(() => true), timer])
  } finally {
    late.abort()
  }
}

/**
 * Refuses new requests and answers those in work within `patienceMs`: images that then still wait are refused as
 * OVERLOADED, and a second later clients that have not sent their whole request are cut off.
 */
export async function closeServer(server: Server, detector: Detector, patienceMs: number): Promise<void> {
  const closed = server.close()
  if (await endsWithin(patienceMs, closed)) return
  await detector.close()
  if (!(await endsWithin(refusingMs, closed))) server.app.server.closeAllConnections()
  await closed
}
