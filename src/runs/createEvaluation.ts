import type { PoolClient } from 'pg'
import type { Finding } from '../../eval/finding.ts'
import { AppError } from '../errors.ts'
import type { Store } from '../store/createStore.ts'
import type { EvaluationRow } from '../store/evaluations.ts'
import type { Inserted } from '../store/insertEvaluation.ts'
import type { DetectionSettings, NewEvaluation } from '../store/newEvaluation.ts'
import type { EvaluationPlan } from './evaluationPlan.ts'
import type { EvaluationRequest } from './evaluationRequest.ts'
import type { FileLimits } from './fileLimits.ts'
import { identityOf } from './identityOf.ts'
import type { ShardSize } from './planShards.ts'
import { type Preflight, prepareEvaluation } from './prepareEvaluation.ts'

type Context = Pick<FileLimits, 'maxTextBytes'> & {
  store: Store
  /**
   * puts a job for each of `shardCount` shards into the queue, in the transaction of `client`; `detection`: how images
   * are to be detected, null when none is
   */
  enqueue: (
    client: PoolClient,
    evaluationId: string,
    shardCount: number,
    detection: DetectionSettings | null,
  ) => Promise<void>
  /** of shards whose detections are there already */
  shardSize?: ShardSize
}

type Created = { evaluationId: string } | { problems: readonly Finding[] }

/** Photos that come just then make the work another one; so many times it is laid out anew. */
const mostTries = 3

/**
 * Checks what is to be evaluated and stores it with its shards and jobs; where the same was evaluated before, with the
 * numbers of then and no jobs. The same idempotency key is the same evaluation, also of two calls at once.
 * @returns `problems`: findings that refuse it; nothing is stored then
 * @throws AppError IDEMPOTENCY_CONFLICT, and what prepareEvaluation throws
 */
export async function createEvaluation(context: Context, request: EvaluationRequest): Promise<Created> {
  const { store } = context
  for (let tries = 0; ; ) {
    const before = await findByKey(store, request)
    if (before) return { evaluationId: before }
    const preflight = await prepareEvaluation(context, request)
    if (!preflight.plan) return { problems: preflight.findings.filter(({ severity }) => severity !== 'WARNING') }
    const inserted = await insert(context, request, preflight)
    if (typeof inserted === 'object') {
      await freeUpload(store, request)
      return { evaluationId: inserted.id }
    }
    // Whoever has the key now is found by it, and who is gone is not found again.
    if (inserted === 'KEY_TAKEN' || inserted === 'OWNER_GONE') continue
    if (++tries === mostTries)
      throw new AppError('STORAGE_UNAVAILABLE', 'Photos came to the dataset all the time; nothing was stored.', {
        hint: 'Evaluate when all of them are there.',
        retryAfter: 5,
      })
  }
}

/** @throws AppError IDEMPOTENCY_CONFLICT */
async function findByKey(store: Store, { idempotency }: EvaluationRequest): Promise<string | undefined> {
  if (!idempotency) return undefined
  const before = await store.evaluations.findByIdempotencyKey(idempotency.key)
  if (!before) return undefined
  if (before.requestHash && Buffer.from(before.requestHash).toString('hex') === idempotency.requestHash)
    return before.id
  throw new AppError('IDEMPOTENCY_CONFLICT', 'This idempotencyKey came with another request before.', {
    hint: 'Choose a new key for each new request.',
  })
}

type Ready = Extract<Preflight, { subject: unknown }>

async function insert({ store, enqueue }: Context, request: EvaluationRequest, ready: Ready): Promise<Inserted> {
  const { findings, subject } = ready
  const plan = ready.plan()
  const made: NewEvaluation = {
    name: request.name,
    tags: request.tags,
    datasetId: subject.dataset.id,
    source: request.source.kind,
    modelId: plan.modelId,
    limits: plan.limits,
    settings: subject.settings,
    identity: identityOf(subject, plan),
    detectionsHash: plan.detectionsHash,
    idempotency: request.idempotency,
    warnings: findings,
    imageCount: subject.truth.groundTruth.images.ids.length,
    detectCount: plan.detectCount,
  }
  const before = await store.evaluations.findCompleted(made.identity)
  if (before) return reuse(store, made, before)
  const { shardCount, shards, photos } = plan
  return store.evaluations.insert(made, {
    shardCount,
    shards,
    photos,
    enqueue: (client, id, count) => enqueue(client, id, count, detectionOf(plan)),
  })
}

function detectionOf({ modelId, limits, detectCount }: EvaluationPlan): DetectionSettings | null {
  return modelId !== null && limits && detectCount > 0 ? { modelId, ...limits } : null
}

/** With the numbers, and what was found while they were computed. */
async function reuse(store: Store, made: NewEvaluation, before: EvaluationRow): Promise<Inserted> {
  const [result] = await store.evaluations.results([before.id])
  if (!result) throw new Error(`Expected the result of evaluation ${before.id}, which is completed.`)
  const codes = new Set(made.warnings.map(({ code }) => code))
  const detectionsHash = made.detectionsHash ?? (before.detectionsHash && Buffer.from(before.detectionsHash))
  const { protocol } = result
  const detections = detectionsHash?.toString('hex') ?? null
  return store.evaluations.insertReused(
    {
      ...made,
      detectionsHash,
      warnings: [...made.warnings, ...before.warnings.filter(({ code }) => foundByWork.has(code) && !codes.has(code))],
    },
    {
      reusedFromId: before.id,
      shardCount: before.shardCount,
      result: { ...result, protocol: { ...protocol, hashes: { ...protocol.hashes, detections } } },
    },
  )
}

/** What is known only when the work is done; all else the pre-flight of the new one has found itself. */
const foundByWork: ReadonlySet<string> = new Set(['NO_DETECTIONS'])

async function freeUpload(store: Store, { source }: EvaluationRequest): Promise<void> {
  if (source.kind !== 'RESULTS' || !('uploadId' in source.file)) return
  // Where that fails it goes when it expires.
  await store.uploads.markUsed([source.file.uploadId]).catch(() => undefined)
}
