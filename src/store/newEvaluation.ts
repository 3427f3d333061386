import type { PoolClient } from 'pg'
import type { Finding } from '../../eval/finding.ts'
import type { EvaluationResult } from '../../eval/result.ts'
import type { Settings } from '../../eval/settings.ts'

export type EvaluationSource = 'MODEL' | 'STORED_RUNS' | 'RESULTS'

/** eval/result.ts as it is kept: curves are computed from the shards, warnings have a column of their own. */
export type StoredResult = Omit<EvaluationResult, 'curves' | 'warnings'>

/** The same without what may be long: that comes from `perCategory`. */
export type ResultHead = Omit<StoredResult, 'perCategory'> & {
  readonly evaluationId: string
  readonly categoryCount: number
}

/** What the detections of an image depend on beside the image: a model, and how much of what it finds is kept. */
export type DetectionSettings = {
  readonly modelId: string
  readonly scoreFloor: number
  readonly maxDetections: number
}

/** A key of the client's choice, and SHA-256 (hexadecimal) of the request that it came with. */
export type Idempotency = {
  readonly key: string
  /** a file counts by its content */
  readonly requestHash: string
  /** with its upload by id, where it names one */
  readonly literalHash?: string | null
}

/** What an evaluation is, before any work is done. */
export type NewEvaluation = {
  readonly name: string | null
  readonly tags: readonly string[]
  readonly datasetId: string
  readonly source: EvaluationSource
  readonly modelId: string | null
  /** what is kept of a model's detections; of stored runs, of those that kept least; null for results from elsewhere */
  readonly limits: Pick<DetectionSettings, 'scoreFloor' | 'maxDetections'> | null
  readonly settings: Settings
  /** SHA-256 of everything the numbers depend on */
  readonly identity: Buffer
  /** SHA-256 of the detections; null when a model is yet to make them */
  readonly detectionsHash: Buffer | null
  readonly idempotency: Idempotency | null
  readonly warnings: readonly Finding[]
  readonly imageCount: number
  /** images that are yet to be detected */
  readonly detectCount: number
}

/** Images of a dataset that follow each other. */
export type NewShard = {
  /** position in the dataset */
  readonly firstImage: number
  readonly imageCount: number
  /** [imageCount] photos and the runs on them, null where there is none; empty with results from elsewhere */
  readonly imageIds: readonly (string | null)[]
  readonly runIds: readonly (string | null)[]
  /** src/store/packed.ts; null when they are yet to be read or made */
  readonly detections: Uint8Array | null
}

/** What is stored beside a new evaluation, in its transaction. */
export type NewWork = {
  readonly shardCount: number
  /** asked for one at a time, so that few are in memory */
  readonly shards: Iterable<NewShard>
  /**
   * Of evaluations that work on photos: those of the dataset stay as they are from now on.
   * `known`: how many there were when the work was laid out; `found`: photos for images that had none.
   */
  readonly photos: {
    readonly known: number
    readonly found: readonly { readonly position: number; readonly imageId: string }[]
  } | null
  /** puts the jobs into the queue, in the same transaction */
  readonly enqueue: (client: PoolClient, evaluationId: string, shardCount: number) => Promise<void>
}
