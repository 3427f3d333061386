import { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import { sessionOptions } from '../store/sessionOptions.ts'
import { within } from '../within.ts'
import { createComplaints } from './createComplaints.ts'
import { type Connection, restoreAccumulations, restoreShards } from './enqueue.ts'
import { type AccumulationJob, accumulationQueue, type ShardJob, schema, shardQueue, type Tries } from './queues.ts'

export type Queue = Awaited<ReturnType<typeof openQueue>>

/** What it answers does not matter, unless it is LEAVE: others are to do it, and get some time to take it. */
type Handler<Job> = (job: Job & Tries, signal: AbortSignal) => Promise<unknown>

export type Handlers = { shard: Handler<ShardJob>; accumulation: Handler<AccumulationJob> }

/** Milliseconds that a place takes no jobs after it has left one; longer than others need to see it. */
const leaveMs = 4000

type Options = { databaseUrl: string; log: Logger }

/**
 * How long jobs in work have to end once they are told to, and connections half of that; what is left then comes back
 * by its missing heartbeat.
 */
const patienceMs = 5000

/** Where a heartbeat is missing after 10 s, another worker has the job at most so much later. */
const superviseSeconds = 4

/** Seconds between looks at the queue: a new job tells of itself, one that is tried again does not. */
const options = {
  pollingIntervalSeconds: 0.5,
  notifyPollingIntervalSeconds: 1,
  heartbeatRefreshSeconds: 3,
  includeMetadata: true,
} as const

const timeouts = { connectionTimeoutMillis: 5000, statement_timeout: 9000, query_timeout: 10_000, keepAlive: true }

/**
 * Takes jobs from the queues that `installQueues` made; holds three connections at most. While the database is away
 * it waits for it, and says so in the log.
 */
export async function openQueue({ databaseUrl, log }: Options) {
  const closing = new AbortController()
  const boss = new PgBoss({
    ...sessionOptions(databaseUrl),
    ...timeouts,
    schema,
    application_name: 'fovea queue',
    max: 2,
    useListenNotify: true,
    schedule: false,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds - 1,
    maintenanceIntervalSeconds: 60,
    flowIntervalSeconds: 3600, // no job waits for another
  })
  const complain = createComplaints(log)
  boss.on('error', error => complain('the queue cannot do its work; it goes on trying', error))
  boss.on('warning', warning => complain('the queue has a complaint', warning))
  await boss.start()

  /** Takes jobs one after the other, at once while there are some. A job whose handler throws is tried again. */
  async function take<Job extends object>(name: string, handle: Handler<Job>): Promise<void> {
    if (closing.signal.aborted) return
    const id = await boss.work<Job, void, typeof options>(name, options, async ([job]) => {
      closing.signal.throwIfAborted()
      const end = await attempt(() => handle({ ...job!.data, tries: job!.retryCount }, closing.signal))
      if (end !== 'LEAVE') return void boss.notifyWorker(id)
      // Otherwise this place would always be the first to see it again.
      await boss.offWork(name, { id, wait: false })
      setTimeout(() => take(name, handle), leaveMs).unref()
      throw new Error('left to other workers')
    })
  }

  async function attempt<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (error) {
      if (!closing.signal.aborted) complain('a job could not be done and is tried again', error)
      throw error
    }
  }

  /** The tables through the pool of pg-boss. */
  const connection = (): Connection => ({ query: (text, values) => boss.getDb().executeSql(text, values) })

  return {
    /**
     * Begins to take jobs, `shards` of them at once.
     * @param handlers a job whose handler throws or answers LEAVE is tried again, in a second or later; their signal
     * says that the queue closes
     */
    async work(handlers: Handlers, shards = 2): Promise<void> {
      for (let place = 0; place < shards; place++) await take(shardQueue, handlers.shard)
      await take(accumulationQueue, handlers.accumulation)
    },

    /** Enqueues these, except those that wait or are in work. */
    async restore(shards: readonly ShardJob[], accumulations: readonly string[]): Promise<void> {
      if (shards.length > 0) await restoreShards(connection(), shards)
      if (accumulations.length > 0) await restoreAccumulations(connection(), accumulations)
    },

    /** Tells the handlers to end, and gives back what they had. */
    async close(): Promise<void> {
      closing.abort()
      const ended = [shardQueue, accumulationQueue].map(name => boss.offWork(name, { wait: true }))
      await within(patienceMs, Promise.all(ended), undefined)
      await within(patienceMs / 2, boss.stop({ graceful: false }), undefined)
    },
  }
}
