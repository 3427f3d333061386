import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { AppError } from '../errors.ts'
import { takeLock } from '../store/postgres/takeLock.ts'
import { sessionOptions } from '../store/sessionOptions.ts'
import { accumulationQueue, queueOptions, schema, shardQueue } from './queues.ts'

/** An advisory lock of fovea's own, so that of two processes that start at once one waits. */
const LOCK = 72_707_370

/** Milliseconds; it is done in a second, and several processes may start at once. */
const longestWait = 60_000

/** What pg-boss has to do only where work is done. */
const nothingElse = { schedule: false, supervise: false } as const

async function create(databaseUrl: string): Promise<void> {
  const boss = new PgBoss({ ...sessionOptions(databaseUrl), schema, max: 1, ...nothingElse })
  boss.on('error', () => undefined) // of a connection that broke; the query that it breaks says so
  try {
    await boss.start()
    const { policy, ...changeable } = queueOptions
    for (const name of [shardQueue, accumulationQueue]) {
      await boss.createQueue(name, { policy, ...changeable })
      await boss.updateQueue(name, changeable)
    }
  } finally {
    await boss.stop({ graceful: false })
  }
}

/**
 * Makes the job tables, in a schema of their own, and brings them and the queues up to date.
 * @param patienceMs how long another process may be at it
 * @throws AppError CONFIG_INVALID when the role may not make a schema; STORAGE_UNAVAILABLE when another process is at
 * it for longer
 */
export async function installQueues(databaseUrl: string, patienceMs = longestWait): Promise<void> {
  const client = new pg.Client(sessionOptions(databaseUrl))
  client.on('error', () => undefined)
  await client.connect()
  try {
    await takeLock(client, LOCK, 'making job tables', patienceMs)
    await create(databaseUrl)
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === '42501')) throw cause
    throw new AppError(
      'CONFIG_INVALID',
      `The role ${client.user} may not make the schema ${schema} of the job tables.`,
      {
        hint: `As the owner of the database: GRANT CREATE ON DATABASE "${client.database}" TO "${client.user}".`,
        cause,
      },
    )
  } finally {
    await client.end()
  }
}
