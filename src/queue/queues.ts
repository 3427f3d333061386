import type { QueueOptions } from 'pg-boss'
import type { DetectionSettings } from '../store/newEvaluation.ts'

/** The schema of Postgres that the job tables are in. */
export const schema = 'jobs'

/** Images of one shard to detect and match. */
export type ShardJob = { evaluationId: string; shard: number }

/** All shards of an evaluation to turn into numbers. */
export type AccumulationJob = { evaluationId: string }

export const shardQueue = 'evaluation-shard'
export const accumulationQueue = 'evaluation-accumulation'

/**
 * The queue of shards. Those of evaluations with images to detect have one of their own for each way to detect, so that
 * they come to workers that can do them, and hold up nobody else.
 * @param detection null where every image has its detections
 */
export const shardQueueOf = (detection: DetectionSettings | null): string =>
  detection ? [shardQueue, detection.modelId, detection.scoreFloor, detection.maxDetections].join('/') : shardQueue

/** Seconds without a sign of life after which a job is given to another worker; 10 is the least that pg-boss takes. */
const heartbeatSeconds = 10

/**
 * Of jobs with the same key one is kept at a time, waiting or in work: to enqueue what is there already does nothing.
 * Jobs do not run out of tries here, as who gives up on an evaluation is its row, which knows a worker that was killed
 * from an error. What is done with a job is in the database when it ends, so that its row may go soon.
 */
export const queueOptions = {
  policy: 'exclusive',
  heartbeatSeconds,
  expireInSeconds: 86_400,
  retryLimit: 1_000_000,
  retryDelay: 1,
  deleteAfterSeconds: 600,
  notify: true,
} as const satisfies QueueOptions & { policy: string; notify: boolean }
