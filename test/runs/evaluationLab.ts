import { createHash, randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import pg from 'pg'
import type { CocoDetection } from '../../eval/detections.ts'
import type { Finding } from '../../eval/finding.ts'
import type { CocoGroundTruth, GroundTruth } from '../../eval/groundTruth.ts'
import { packGroundTruth } from '../../eval/pack/packGroundTruth.ts'
import { accumulateShards } from '../../src/runs/accumulateShards.ts'
import { cocoResultsOf } from '../../src/runs/cocoResultsOf.ts'
import { completedEvaluation } from '../../src/runs/completedEvaluation.ts'
import { createEvaluation } from '../../src/runs/createEvaluation.ts'
import type { EvaluationRequest } from '../../src/runs/evaluationRequest.ts'
import { matchShard } from '../../src/runs/matchShard.ts'
import type { ShardSize } from '../../src/runs/planShards.ts'
import { createStore, type Store } from '../../src/store/createStore.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'

export type EvaluationLab = Awaited<ReturnType<typeof openLab>>

const uploadLimits = { maxBytes: 1e9, maxTotalBytes: 4e9, lifetimeMs: 3_600_000 }

/** What a request has unless it says otherwise. */
export const plainRequest = {
  profile: 'PYCOCOTOOLS',
  imageScope: 'ALL_IMAGES',
  categorySpace: null,
  matchBy: null,
  allowTruncated: false,
  overrides: [],
  name: null,
  tags: [],
  idempotency: null,
} as const satisfies Partial<EvaluationRequest>

/** A database of its own, and the steps that workers take on it, one after the other. */
export async function openLab() {
  const databaseUrl = await freshDatabase()
  const store: Store = createStore(databaseUrl, { timeoutMs: 60_000 })
  const admin = new pg.Pool({ connectionString: databaseUrl, max: 2 })
  /** ids of evaluations whose accumulation was enqueued */
  const accumulations: string[] = []
  const shardJobs: [string, number][] = []

  const maxTextBytes = 1e9

  const context = (shardSize?: ShardSize) => ({
    store,
    maxTextBytes,
    enqueue: async (_: unknown, id: string, count: number) => void shardJobs.push([id, count]),
    ...(shardSize && { shardSize }),
  })

  async function matchOne(evaluationId: string, ordinal: number) {
    const begun = await store.shards.begin(evaluationId, ordinal)
    if (!begun) return undefined
    const enqueue = async (_: unknown, id: string) => void accumulations.push(id)
    return matchShard({ store, enqueue }, { evaluationId, shard: ordinal, attempt: begun.attempt })
  }

  return {
    databaseUrl,
    store,
    maxTextBytes,
    admin,
    accumulations,
    shardJobs,
    context,
    matchOne,

    async dataset(groundTruth: CocoGroundTruth | GroundTruth, orientation: 'UPRIGHT' | 'RAW' = 'UPRIGHT') {
      const packed = 'defaulted' in groundTruth ? groundTruth : packGroundTruth(groundTruth)
      const contentHash = createHash('sha256').update(randomUUID()).digest()
      const { id } = await store.datasets.insert({
        name: 'instances.json',
        format: 'COCO',
        orientation,
        groundTruth: packed,
        notes: [],
        contentHash,
      })
      return id
    },

    async upload(content: string | Uint8Array | readonly CocoDetection[], fileName: string | null = 'results.json') {
      const bytes = typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content)
      const pieces = Readable.from([Buffer.from(bytes)], { objectMode: true })
      return (await store.uploads.receive(pieces, fileName, uploadLimits)).id
    },

    /** What it is refused for, or the id. */
    create: (request: EvaluationRequest, shardSize?: ShardSize) => createEvaluation(context(shardSize), request),

    /** @throws when it is refused */
    async created(request: EvaluationRequest, shardSize?: ShardSize): Promise<string> {
      const made = await createEvaluation(context(shardSize), request)
      if ('evaluationId' in made) return made.evaluationId
      throw new Error(`Refused: ${made.problems.map(({ code, message }) => `${code}: ${message}`).join('; ')}`)
    },

    /** Matches all shards, the last one first, and accumulates. */
    async work(id: string): Promise<void> {
      const [evaluation] = await store.evaluations.findMany([id])
      if (evaluation?.status === 'COMPLETED') return
      for (let ordinal = evaluation!.shardCount - 1; ordinal >= 0; ordinal--) await matchOne(id, ordinal)
      const begun = await store.evaluations.beginAccumulation(id)
      await accumulateShards({ store, onPhase: () => undefined }, { evaluationId: id, attempt: begun!.attempt })
    },

    async result(id: string) {
      const [result] = await store.evaluations.results([id])
      if (!result) throw new Error(`Evaluation ${id} has no result`)
      return result
    },

    /** results.json, parsed. */
    async downloaded(id: string): Promise<CocoDetection[]> {
      let text = ''
      for await (const piece of cocoResultsOf(store, await completedEvaluation(store, id))) text += piece
      return JSON.parse(text)
    },

    async close() {
      await admin.end()
      await store.close()
    },
  }
}

export const codesOf = (findings: readonly Finding[]) => findings.map(({ code }) => code)
