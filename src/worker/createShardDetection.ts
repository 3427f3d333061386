import { createHash } from 'node:crypto'
import type { Detector } from '../detector/createDetector.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import type { ServedModel } from '../runs/registerModels.ts'
import type { Store } from '../store/createStore.ts'
import type { NewRun } from '../store/saveRuns.ts'
import type { ImageFailureCode, Saved, ShardFence, ShardWork } from '../store/shards.ts'
import { createRoom } from './createRoom.ts'

type Image = ShardWork['toDetect'][number]
type Run = NewRun & { index: number }
type Failed = { index: number; code: ImageFailureCode; message: string }
/** `later`: why the image is left for the next attempt. */
type Outcome = { run: Run } | { failed: Failed } | { later: AppError } | { error: unknown }

type Options = {
  store: Store
  detector: Pick<Detector, 'detect'>
  /** detector processes */
  workers: number
  /** how long an image may take, waiting for others included, in milliseconds */
  patienceMs: number
}

/** Images whose runs are stored in one transaction. */
const batchSize = 8

/**
 * An error of these codes is one image's own: it is counted, and the others go on. Some may also be that others kept the
 * detector busy, or ended its process: in so many attempts at a shard the image is left for the next one.
 */
const leftFor: Record<ImageFailureCode, number> = {
  IMAGE_EMPTY: 0,
  IMAGE_CORRUPT: 0,
  IMAGE_UNSUPPORTED: 0,
  IMAGE_TOO_LARGE: 0,
  IMAGE_NOT_FOUND: 0,
  DEADLINE_EXCEEDED: 5,
  INFERENCE_FAILED: 1,
}

const isOfOneImage = (code: ErrorCode): code is ImageFailureCode => Object.hasOwn(leftFor, code)

const gone = () => new AppError('IMAGE_NOT_FOUND', 'The photo of this image is not stored any more.')

/**
 * Detects the images of shards. All shards together keep every detector process busy and no more than that, so that
 * calls of `detect` come next.
 */
export function createShardDetection({ store, detector, workers, patienceMs }: Options) {
  const inDetector = createRoom(workers * 2)
  // A few more, whose bytes are read meanwhile.
  const inHand = createRoom(workers * 2 + 2)

  async function detect({ imageId, index }: Image, { manifest, id, categoryIds }: ServedModel): Promise<Run> {
    const bytes = await store.images.readBytes(imageId)
    if (!bytes) throw gone()
    const { header, detections, timings } = await inDetector(() =>
      detector.detect(bytes, { model: manifest.name, deadline: Date.now() + patienceMs }),
    )
    return {
      index,
      sha256: createHash('sha256').update(bytes).digest(),
      bytes: undefined,
      header,
      fileName: null,
      modelId: id,
      scoreFloor: manifest.scoreFloor,
      maxDetections: manifest.maxDetections,
      timings,
      detections,
      categoryIds,
    }
  }

  /** Never rejects, as many are under way that nobody waits for yet. */
  async function attempt(
    image: Image,
    model: ServedModel,
    shardAttempt: number,
    signal: AbortSignal,
  ): Promise<Outcome> {
    try {
      signal.throwIfAborted()
      return { run: await detect(image, model) }
    } catch (error) {
      if (!(error instanceof AppError)) return { error }
      const { code, message } = error
      if (!isOfOneImage(code)) return { error }
      if (shardAttempt <= leftFor[code]) return { later: error }
      return { failed: { index: image.index, code, message } }
    }
  }

  async function save(fence: ShardFence, outcomes: readonly Outcome[]): Promise<Saved> {
    for (const outcome of outcomes) if ('error' in outcome) throw outcome.error
    const runs = outcomes.flatMap(outcome => ('run' in outcome ? outcome.run : []))
    const failed = outcomes.flatMap(outcome => ('failed' in outcome ? outcome.failed : []))
    return runs.length + failed.length > 0 ? store.shards.saveRuns(fence, runs, failed) : 'SAVED'
  }

  /**
   * Detects images of one shard and stores their runs, some at a time. An image that cannot be detected is counted.
   * @returns LOST: another attempt has the shard, or the evaluation has ended; the rest is left out
   * @throws AppError STORAGE_UNAVAILABLE; OVERLOADED when the detector closes, and when images are left for the next
   * attempt, all others being stored; the signal's reason
   */
  return async function detectShard(
    fence: ShardFence,
    images: readonly Image[],
    model: ServedModel,
    signal: AbortSignal,
  ): Promise<Saved> {
    const leaving = new AbortController()
    const either = AbortSignal.any([signal, leaving.signal])
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { signal: leaving.signal })
    })
    aborted.catch(() => undefined)
    const outcomes = images.map(image => inHand(() => attempt(image, model, fence.attempt, either)))
    const later: AppError[] = []
    try {
      for (let first = 0; first < outcomes.length; first += batchSize) {
        const batch = await Promise.race([Promise.all(outcomes.slice(first, first + batchSize)), aborted])
        if ((await save(fence, batch)) === 'LOST') return 'LOST'
        later.push(...batch.flatMap(outcome => ('later' in outcome ? outcome.later : [])))
      }
      if (later.length === 0) return 'SAVED'
      throw new AppError('OVERLOADED', `The next attempt has ${later.length} of its images.`, { cause: later[0] })
    } finally {
      leaving.abort()
    }
  }
}
