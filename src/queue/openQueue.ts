import { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type { DetectionSettings } from '../store/newEvaluation.ts'
import { sessionOptions } from '../store/sessionOptions.ts'
import type { Unfinished } from '../store/unfinished.ts'
import { within } from '../within.ts'
import { createComplaints } from './createComplaints.ts'
import { type Connection, createShardQueue, restoreAccumulations, restoreShards } from './enqueue.ts'
import {
  type AccumulationJob,
  accumulationQueue,
  queueOptions,
  type ShardJob,
  schema,
  shardQueue,
  shardQueueOf,
} from './queues.ts'

export type Queue = Awaited<ReturnType<typeof openQueue>>

type Handler<Job> = (job: Job, signal: AbortSignal) => Promise<unknown>

export type Handlers = { shard: Handler<ShardJob>; accumulation: Handler<AccumulationJob> }

type Options = { databaseUrl: string; log: Logger }

/**
 * How long jobs in work have to end once they are told to, and connections half of that; what is left then comes back
 * by its missing heartbeat.
 */
const patienceMs = 5000

/** Where a heartbeat is missing after 10 s, another worker has the job at most so much later. */
const superviseSeconds = 4

/** Seconds between looks at a queue: a new job tells of itself, one that is tried again does not. */
const pollSeconds = 1

const heartbeatRefreshSeconds = 3

const timeouts = { connectionTimeoutMillis: 5000, statement_timeout: 9000, query_timeout: 10_000, keepAlive: true }

/**
 * Takes jobs from the queues that `installQueues` made; holds three connections at most. While the database is away
 * it waits for it, and says so in the log.
 */
export async function openQueue({ databaseUrl, log }: Options) {
  const closing = new AbortController()
  const names = new Set<string>()
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
  boss.on('error', error => {
    // What it was about when it was told to end may find the database gone; its jobs come back by their missing heartbeat.
    if (!closing.signal.aborted) complain('the queue cannot do its work; it goes on trying', error)
  })
  boss.on('warning', warning => complain('the queue has a complaint', warning))
  try {
    await boss.start()
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => undefined)
    throw error
  }

  /**
   * Takes jobs one after the other, at once while there are some. A job whose handler throws is tried again.
   * @param rest seconds between looks
   */
  async function take<Job extends object>(name: string, handle: Handler<Job>, rest = pollSeconds): Promise<void> {
    const options = { pollingIntervalSeconds: rest, notifyPollingIntervalSeconds: rest, heartbeatRefreshSeconds }
    const id = await boss.work<Job>(name, options, async ([job]) => {
      closing.signal.throwIfAborted()
      await attempt(() => handle(job!.data, closing.signal))
      boss.notifyWorker(id)
    })
    names.add(name)
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
     * Begins to take jobs, `shards` at once of each queue of shards.
     * @param handlers a job whose handler throws is tried again, in a second or later; their signal says that the queue
     * closes
     * @param detections ways to detect: jobs that need another one are not taken
     */
    async work(handlers: Handlers, detections: readonly DetectionSettings[] = [], shards = 2): Promise<void> {
      const { policy: _, ...changeable } = queueOptions
      for (const detection of detections) {
        await createShardQueue(connection(), detection)
        await boss.updateQueue(shardQueueOf(detection), changeable)
      }
      for (let place = 0; place < shards; place++) {
        await take(shardQueue, handlers.shard)
        // With many of them each is looked at the less often, so that together they cost little more than one.
        for (const detection of detections)
          await take(shardQueueOf(detection), handlers.shard, Math.min(detections.length, 5) * pollSeconds)
      }
      await take(accumulationQueue, handlers.accumulation)
    },

    /** Enqueues these, except those that wait or are in work. */
    async restore({ shards, accumulations }: Unfinished): Promise<void> {
      if (shards.length > 0) await restoreShards(connection(), shards)
      if (accumulations.length > 0) await restoreAccumulations(connection(), accumulations)
    },

    /** Tells the handlers to end, and gives back what they had. */
    async close(): Promise<void> {
      closing.abort()
      const ended = [...names].map(name => boss.offWork(name, { wait: true }))
      await within(patienceMs, Promise.all(ended), undefined)
      await within(patienceMs / 2, boss.stop({ graceful: false }), undefined)
    },
  }
}
