import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { within } from '../../within.ts'
import { IN_USE, type Session } from './joinPostmaster.ts'
import type { Log } from './log.ts'
import { readPostmaster } from './postmasterFile.ts'

/** A fast shutdown writes what is in memory; most of the 10 s are for that. */
const QUERY_MS = 1_000
const FAST_MS = 7_500
const IMMEDIATE_MS = 1_000

/**
 * Gives up the session and, when no other process uses the folder, stops Postgres and waits until it has; in at most
 * 10 s. One that does not end in time is ended without a checkpoint: the next start replays its log, nothing is lost.
 */
export async function leavePostmaster({ client, pid }: Session, directory: string, log: Log): Promise<void> {
  if (await within(QUERY_MS, isLast(client), false)) {
    // Still holding the lock: whoever arrives now waits for it, is cut off, and starts a Postgres of its own.
    if (!(await end(pid, 'SIGINT', FAST_MS, directory))) {
      log.warn(`Postgres did not stop within ${FAST_MS / 1000} s: ending it at once`)
      if (!(await end(pid, 'SIGQUIT', IMMEDIATE_MS, directory))) log.error(`Postgres (pid ${pid}) does not stop`)
    }
  }
  await within(500, client.end(), undefined)
}

async function isLast(client: pg.Client): Promise<boolean> {
  await client.query('SELECT pg_advisory_unlock_shared($1)', [IN_USE])
  const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS last', [IN_USE])
  return rows[0].last
}

/** Whether Postgres took its file away; its process may linger as a zombie when nobody waits for it. */
async function end(pid: number, signal: 'SIGINT' | 'SIGQUIT', limit: number, directory: string): Promise<boolean> {
  try {
    process.kill(pid, signal)
  } catch {
    return true // it ended by itself
  }
  for (const last = Date.now() + limit; Date.now() < last; await sleep(5)) {
    if (readPostmaster(directory)?.pid !== pid) return true
  }
  return false
}
