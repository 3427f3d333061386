import type { Server } from './server/createServer.ts'
import { within } from './within.ts'

/** How long the refusals of requests that took too long may take. */
const refusingMs = 1000

/**
 * Refuses new requests and answers those in work within `patienceMs`: then `refuse` is to refuse as OVERLOADED what
 * still waits for processes, and a second later clients that have not sent their whole request are cut off.
 */
export async function closeServer(server: Server, refuse: () => Promise<void>, patienceMs: number): Promise<void> {
  const closing = server.close()
  const closed = closing.then(() => true)
  if (await within(patienceMs, closed, false)) return
  await refuse()
  if (!(await within(refusingMs, closed, false))) server.app.server.closeAllConnections()
  await closing
}
