import { type JobInsert, PgBoss } from 'pg-boss'
import type { DetectionSettings } from '../store/newEvaluation.ts'
import type { UnfinishedShard } from '../store/unfinished.ts'
import { type AccumulationJob, accumulationQueue, queueOptions, type ShardJob, schema, shardQueueOf } from './queues.ts'

/** A connection of pg, in whose transaction jobs are enqueued. */
export type Connection = { query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> }

/** Adds jobs over this connection and no other: they are there once its transaction is committed, or never. */
async function insert(connection: Connection, queue: string, jobs: JobInsert[]): Promise<void> {
  const db = { executeSql: (text: string, values?: unknown[]) => connection.query(text, values) }
  await new PgBoss({ db, schema }).insert(queue, jobs)
}

/**
 * Makes the queue of a way to detect where it is not there yet, over this connection and in its transaction: pg-boss has
 * a transaction of its own for it.
 */
export async function createShardQueue(connection: Connection, detection: DetectionSettings): Promise<void> {
  const values = [shardQueueOf(detection), JSON.stringify(queueOptions)]
  await connection.query(`SELECT ${schema}.create_queue($1, $2)`, values)
}

const shardJob = (evaluationId: string, shard: number): JobInsert<ShardJob> => ({
  data: { evaluationId, shard },
  singletonKey: `${evaluationId}/${shard}`,
})

const accumulationJob = (evaluationId: string): JobInsert<AccumulationJob> => ({
  data: { evaluationId },
  singletonKey: evaluationId,
})

/**
 * Enqueues a job for each of `count` shards; one that waits or is in work already stays as it is.
 * @param detection how images of the evaluation are to be detected; null when none is
 */
export const enqueueShards = (
  connection: Connection,
  evaluationId: string,
  count: number,
  detection: DetectionSettings | null,
): Promise<void> =>
  restoreShards(
    connection,
    Array.from({ length: count }, (_, shard) => ({ evaluationId, shard, detection })),
  )

/** The same for shards of any evaluations. */
export async function restoreShards(connection: Connection, shards: readonly UnfinishedShard[]): Promise<void> {
  for (const [queue, some] of Map.groupBy(shards, ({ detection }) => shardQueueOf(detection))) {
    const { detection } = some[0]!
    if (detection) await createShardQueue(connection, detection)
    await insert(
      connection,
      queue,
      some.map(({ evaluationId, shard }) => shardJob(evaluationId, shard)),
    )
  }
}

/** Enqueues the job that comes when all shards are matched. */
export const enqueueAccumulation = (connection: Connection, evaluationId: string): Promise<void> =>
  restoreAccumulations(connection, [evaluationId])

export const restoreAccumulations = (connection: Connection, evaluationIds: readonly string[]): Promise<void> =>
  insert(connection, accumulationQueue, evaluationIds.map(accumulationJob))
