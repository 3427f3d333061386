import { type JobInsert, PgBoss } from 'pg-boss'
import { type AccumulationJob, accumulationQueue, type ShardJob, schema, shardQueue } from './queues.ts'

/** A connection of pg, in whose transaction jobs are enqueued. */
export type Connection = { query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> }

/** Adds jobs over this connection and no other: they are there once its transaction is committed, or never. */
async function insert(connection: Connection, queue: string, jobs: JobInsert[]): Promise<void> {
  const db = { executeSql: (text: string, values?: unknown[]) => connection.query(text, values) }
  await new PgBoss({ db, schema }).insert(queue, jobs)
}

const shardJob = (evaluationId: string, shard: number): JobInsert<ShardJob> => ({
  data: { evaluationId, shard },
  singletonKey: `${evaluationId}/${shard}`,
})

const accumulationJob = (evaluationId: string): JobInsert<AccumulationJob> => ({
  data: { evaluationId },
  singletonKey: evaluationId,
})

/** Enqueues a job for each of `count` shards; one that waits or is in work already stays as it is. */
export const enqueueShards = (connection: Connection, evaluationId: string, count: number): Promise<void> =>
  restoreShards(
    connection,
    Array.from({ length: count }, (_, shard) => ({ evaluationId, shard })),
  )

/** The same for shards of any evaluations. */
export const restoreShards = (connection: Connection, shards: readonly ShardJob[]): Promise<void> =>
  insert(
    connection,
    shardQueue,
    shards.map(({ evaluationId, shard }) => shardJob(evaluationId, shard)),
  )

/** Enqueues the job that comes when all shards are matched. */
export const enqueueAccumulation = (connection: Connection, evaluationId: string): Promise<void> =>
  restoreAccumulations(connection, [evaluationId])

export const restoreAccumulations = (connection: Connection, evaluationIds: readonly string[]): Promise<void> =>
  insert(connection, accumulationQueue, evaluationIds.map(accumulationJob))
