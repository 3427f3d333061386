import { createHash } from 'node:crypto'
import type { Detector } from '../detector/createDetector.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import type { ServedModel } from '../runs/registerModels.ts'
import type { Store } from '../store/createStore.ts'
import type { NewRun } from '../store/saveRuns.ts'
import type { Saved, ShardFence, ShardWork } from '../store/shards.ts'
import { createRoom } from './createRoom.ts'

type Image = ShardWork['toDetect'][number]
type Run = NewRun & { index: number }
type Failed = { index: number; code: ErrorCode; message: string }
type Outcome = { run: Run } | { failed: Failed } | { error: unknown }

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

/** An error of these codes is one image's own: it is counted, and the others go on. */
const ofOneImage: ReadonlySet<ErrorCode> = new Set([
  'IMAGE_EMPTY',
  'IMAGE_CORRUPT',
  'IMAGE_UNSUPPORTED',
  'IMAGE_TOO_LARGE',
  'IMAGE_NOT_FOUND',
  'INFERENCE_FAILED',
  'DEADLINE_EXCEEDED',
])

const gone = () => new AppError('IMAGE_NOT_FOUND', 'The photo of this image is not stored any more.')

/**
 * Detects the images of shards. All shards together keep every detector process busy and no more than that, so that
 * calls of `detect` come next.
 */
export function createShardDetection({ store, detector, workers, patienceMs }: Options) {
  const inDetector = createRoom(workers * 2)
  // A few more, whose bytes are read meanwhile.
  const inHand = createRoom(workers * 2 + 2)

  /** Once more where only the time ran out, as others may have had it. */
  async function infer(bytes: Uint8Array, model: string) {
    const options = () => ({ model, deadline: Date.now() + patienceMs })
    try {
      return await detector.detect(bytes, options())
    } catch (error) {
      if (error instanceof AppError && error.code === 'DEADLINE_EXCEEDED') return detector.detect(bytes, options())
      throw error
    }
  }

  async function detect({ imageId, index }: Image, { manifest, id, categoryIds }: ServedModel): Promise<Run> {
    const bytes = await store.images.readBytes(imageId)
    if (!bytes) throw gone()
    const { header, detections, timings } = await inDetector(() => infer(bytes, manifest.name))
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
  async function attempt(image: Image, model: ServedModel, signal: AbortSignal): Promise<Outcome> {
    try {
      signal.throwIfAborted()
      return { run: await detect(image, model) }
    } catch (error) {
      if (!(error instanceof AppError) || !ofOneImage.has(error.code)) return { error }
      return { failed: { index: image.index, code: error.code, message: error.message } }
    }
  }

  function save(fence: ShardFence, outcomes: readonly Outcome[]): Promise<Saved> {
    for (const outcome of outcomes) if ('error' in outcome) throw outcome.error
    return store.shards.saveRuns(
      fence,
      outcomes.flatMap(outcome => ('run' in outcome ? outcome.run : [])),
      outcomes.flatMap(outcome => ('failed' in outcome ? outcome.failed : [])),
    )
  }

  /**
   * Detects images of one shard and stores their runs, some at a time. An image that cannot be detected is counted.
   * @returns LOST: another attempt has the shard, or the evaluation has ended; the rest is left out
   * @throws AppError STORAGE_UNAVAILABLE; OVERLOADED when the detector closes; the signal's reason
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
    const outcomes = images.map(image => inHand(() => attempt(image, model, either)))
    try {
      for (let first = 0; first < outcomes.length; first += batchSize) {
        const batch = await Promise.race([Promise.all(outcomes.slice(first, first + batchSize)), aborted])
        if ((await save(fence, batch)) === 'LOST') return 'LOST'
      }
      return 'SAVED'
    } finally {
      leaving.abort()
    }
  }
}
