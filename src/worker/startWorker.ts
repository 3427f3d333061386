import type { Logger } from 'pino'
import type { Detector } from '../detector/createDetector.ts'
import { AppError } from '../errors.ts'
import { openQueue } from '../queue/openQueue.ts'
import type { AccumulationJob, ShardJob, Tries } from '../queue/queues.ts'
import type { ServedModel } from '../runs/registerModels.ts'
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

/** How often a job is left to other workers when this one does not have its model: for some minutes. */
const mostTries = 100

const notServed = () =>
  new AppError('MODEL_NOT_FOUND', 'No worker that is running has the model of this evaluation in its folder of models.')

/**
 * Takes jobs of evaluations until it is closed. It may be killed at any moment: what it was at goes to another worker,
 * and what it still writes then is void.
 */
export async function startWorker(options: Options): Promise<{ close(): Promise<void> }> {
  const { databaseUrl, store, tasks, models, pauseMs = 2000, log } = options
  const detectShard = createShardDetection(options)
  const served = new Map(models.map(model => [model.id, model]))
  const left = new Set<string>()

  /** Whether this worker has the model of an evaluation, or it needs none; also once no other worker came. */
  async function isHere({ evaluationId, tries }: ShardJob & Tries): Promise<boolean> {
    const [evaluation] = await store.evaluations.findMany([evaluationId])
    if (evaluation?.source !== 'MODEL' || evaluation.detectCount === 0 || tries >= mostTries) return true
    return evaluation.modelId !== null && served.has(evaluation.modelId)
  }

  async function detect(fence: ShardFence, { toDetect, modelId }: ShardWork, log: Logger, signal: AbortSignal) {
    const model = modelId === null ? undefined : served.get(modelId)
    if (!model) throw notServed()
    log.info({ phase: 'DETECTING', images: toDetect.length }, 'evaluation')
    return detectShard(fence, toDetect, model, signal)
  }

  async function shard(job: ShardJob & Tries, signal: AbortSignal): Promise<'LEAVE' | undefined> {
    const { evaluationId, shard: ordinal } = job
    if (!(await isHere(job))) {
      if (!left.has(evaluationId)) log.warn({ evaluationId }, 'left to other workers: its model is not in FOVEA_MODELS')
      left.add(evaluationId)
      return 'LEAVE'
    }
    const work = await store.shards.begin(evaluationId, ordinal)
    if (!work) return undefined
    const { attempt } = work
    const fence = { evaluationId, ordinal, attempt }
    const shardLog = log.child({ evaluationId, shard: ordinal, attempt })
    const fail = (reason: Parameters<typeof store.shards.fail>[1]) => store.shards.fail(fence, reason)
    await tryAgain(
      async () => {
        const detected = work.toDetect.length > 0 ? await detect(fence, work, shardLog, signal) : 'SAVED'
        if (detected === 'LOST') return detected
        shardLog.info({ phase: 'MATCHING' }, 'evaluation')
        return tasks.run('matchShard', { evaluationId, shard: ordinal, attempt }, { signal, patient: true })
      },
      { attempt, pauseMs, fail, log: shardLog, signal },
    )
    return undefined
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
        log: itsLog,
        signal,
      },
    )
  }

  const queue = await openQueue({ databaseUrl, log })

  /** A job can be lost: of two workers at the same one the first ends it, and then the second is killed. */
  async function restore(): Promise<void> {
    try {
      const { shards, accumulations } = await store.unfinished.list()
      await queue.restore(shards, accumulations)
    } catch (error) {
      log.warn({ err: error }, 'could not look for work without a job')
    }
  }

  await queue.work({ shard, accumulation })
  await restore()
  const restoring = setInterval(restore, restoreMs)

  return {
    async close() {
      clearInterval(restoring)
      await queue.close()
    },
  }
}
