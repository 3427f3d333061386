import type { Logger } from 'pino'
import type { Detector } from '../detector/createDetector.ts'
import { openQueue } from '../queue/openQueue.ts'
import type { AccumulationJob, ShardJob } from '../queue/queues.ts'
import { detectionOf, type ServedModel } from '../runs/registerModels.ts'
import type { Store } from '../store/createStore.ts'
import type { ShardFence, ShardWork } from '../store/shards.ts'
import type { TaskPool } from '../tasks/createTaskPool.ts'
import type { Tasks } from '../tasks/tasks.ts'
import { createShardDetection } from './createShardDetection.ts'
import { tryAgain } from './tryAgain.ts'

type Options = {
  databaseUrl: string
  store: Store
  tasks: Pick<TaskPool<Pick<Tasks, 'matchShard' | 'accumulate'>>, 'run'>
  detector: Pick<Detector, 'detect'>
  /** detector processes */
  workers: number
  models: readonly ServedModel[]
  /** how long an image may take, in milliseconds */
  patienceMs: number
  /** milliseconds that a job rests here before it is tried again; longer each time, where tries are limited */
  pauseMs?: number
  log: Logger
}

/** Milliseconds between looks for work that has lost its job. */
const restoreMs = 60_000

/**
 * Takes jobs of evaluations until it is closed. It may be killed at any moment: what it was at goes to another worker,
 * and what it still writes then is void.
 */
export async function startWorker(options: Options): Promise<{ close(): Promise<void> }> {
  const { databaseUrl, store, tasks, models, pauseMs = 2000, log } = options
  const detectShard = createShardDetection(options)
  const served = new Map(models.map(model => [model.id, model]))
  const detections = models.map(detectionOf)

  async function detect(fence: ShardFence, { toDetect, modelId }: ShardWork, log: Logger, signal: AbortSignal) {
    const model = modelId === null ? undefined : served.get(modelId)
    if (!model) throw new Error(`Expected a job of a model that is served but received one of ${modelId}`)
    log.info({ phase: 'DETECTING', images: toDetect.length }, 'evaluation')
    return detectShard(fence, toDetect, model, signal)
  }

  async function shard({ evaluationId, shard: ordinal }: ShardJob, signal: AbortSignal): Promise<void> {
    const work = await store.shards.begin(evaluationId, ordinal)
    if (!work) return
    const { attempt } = work
    const fence = { evaluationId, ordinal, attempt }
    const shardLog = log.child({ evaluationId, shard: ordinal, attempt })
    await tryAgain(
      async () => {
        const detected = work.toDetect.length > 0 ? await detect(fence, work, shardLog, signal) : 'SAVED'
        if (detected === 'LOST') return detected
        shardLog.info({ phase: 'MATCHING' }, 'evaluation')
        return tasks.run('matchShard', { evaluationId, shard: ordinal, attempt }, { signal, patient: true })
      },
      {
        attempt,
        pauseMs,
        fail: reason => store.shards.fail(fence, reason),
        giveBack: () => store.shards.giveBack(fence),
        log: shardLog,
        signal,
      },
    )
  }

  async function accumulation({ evaluationId }: AccumulationJob, signal: AbortSignal): Promise<void> {
    const begun = await store.evaluations.beginAccumulation(evaluationId)
    if (!begun) return
    const fence = { evaluationId, ...begun }
    const itsLog = log.child(fence)
    const onPhase = (phase: string) => itsLog.info({ phase }, 'evaluation')
    await tryAgain(
      async () => {
        onPhase('ACCUMULATING')
        return tasks.run('accumulate', fence, { signal, patient: true, onPhase })
      },
      {
        ...begun,
        pauseMs,
        fail: reason => store.evaluations.failAccumulation(fence, reason),
        giveBack: () => store.evaluations.giveBackAccumulation(fence),
        log: itsLog,
        signal,
      },
    )
  }

  const queue = await openQueue({ databaseUrl, log })

  /** A job can be lost: of two workers at the same one the first ends it, and then the second is killed. */
  async function restore(): Promise<void> {
    try {
      await queue.restore(await store.unfinished.list(detections))
      const elsewhere = await store.unfinished.listElsewhere(detections)
      if (elsewhere.length > 0)
        log.warn({ evaluations: elsewhere }, 'evaluations wait for a worker that has their model as it is to detect')
    } catch (error) {
      log.warn({ err: error }, 'could not look for work without a job')
    }
  }

  try {
    await queue.work({ shard, accumulation }, detections)
  } catch (error) {
    await queue.close()
    throw error
  }
  await restore()
  const restoring = setInterval(restore, restoreMs)

  return {
    async close() {
      clearInterval(restoring)
      await queue.close()
    },
  }
}
