import type { Pool, PoolClient } from 'pg'

const ignore = () => undefined

type Borrowed = {
  readonly client: PoolClient
  /**
   * Gives it back, once.
   * @param broken what failed on it: it is closed then, and its transaction with it, whatever state it was in
   */
  release(broken?: unknown): void
}

/** A connection of the pool for several statements. One that breaks meanwhile fails the statement that uses it. */
export async function borrow(pool: Pool): Promise<Borrowed> {
  const client = await pool.connect()
  // Of a connection that breaks the statement tells; the event would end the process where nobody listens.
  client.on('error', ignore)
  return {
    client,
    release(broken) {
      if (broken === undefined) client.off('error', ignore)
      client.release(broken !== undefined)
    },
  }
}
