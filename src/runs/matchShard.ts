import type { PoolClient } from 'pg'
import { findOverlaps } from '../../eval/explain/findOverlaps.ts'
import { matchDetections } from '../../eval/matchDetections.ts'
import type { Store } from '../store/createStore.ts'
import { pack } from '../store/packed.ts'
import type { ShardRow } from '../store/shards.ts'
import { type GroupedDetections, packDetections, toDetections, unpackDetections } from './groupedDetections.ts'
import { readRunDetections } from './readRunDetections.ts'
import { uprightGroundTruth } from './uprightGroundTruth.ts'

type Context = {
  store: Store
  /** puts the job of the accumulation into the queue, in the transaction of `client` */
  enqueue: (client: PoolClient, evaluationId: string) => Promise<void>
}

/** Pairs of detection and object from this IoU up are kept, for matrices at settings chosen later. */
const minIou = 0.1

/**
 * Matches the detections of one shard, which are all there, and stores detections, matches and overlaps; the last shard
 * of its evaluation has the accumulation begin.
 */
export async function matchShard(
  { store, enqueue }: Context,
  { evaluationId, shard: ordinal, attempt }: { evaluationId: string; shard: number; attempt: number },
): Promise<'DONE' | 'LOST'> {
  const fence = { evaluationId, ordinal, attempt }
  const shard = await store.shards.read(fence)
  const groundTruth = shard && (await readGroundTruth(store, shard))
  // A dataset takes its evaluations with it.
  if (!groundTruth) return 'LOST'
  const { images, categories } = groundTruth
  const packed = shard.isPacked ? await store.shards.readPacked(evaluationId, ordinal, 'detections') : undefined
  const grouped = packed ? unpackDetections(packed) : (await readRunDetections(store, shard.runIds, categories)).grouped
  const detections = toDetections(grouped, images.ids, categories)
  // Which images were run is known shard by shard; the settings are those of the evaluation.
  const settings = { ...shard.settings, evaluatedImages: ranOf(grouped, images.ids) }
  const saved = await store.shards.finish(
    fence,
    {
      detections: packed ? null : packDetections(grouped),
      matches: pack({ ...matchDetections(groundTruth, detections, settings), settings: shard.settings }),
      overlaps: pack(findOverlaps(groundTruth, detections, settings, { minIou })),
    },
    enqueue,
  )
  return saved === 'SAVED' ? 'DONE' : 'LOST'
}

/** Of the images of the shard, as the detections see them. */
async function readGroundTruth(store: Store, { datasetId, source, firstImage, imageCount }: ShardRow) {
  const [truth, [dataset]] = await Promise.all([
    store.groundTruths.read(datasetId, { first: firstImage, count: imageCount }),
    store.datasets.findMany([datasetId]),
  ])
  if (!truth || !dataset) return undefined
  return source !== 'RESULTS' && dataset.orientation === 'RAW' ? uprightGroundTruth(truth) : truth.groundTruth
}

const ranOf = ({ ran }: GroupedDetections, ids: Float64Array) =>
  ran && Array.from(ids).filter((_, image) => ran[image] === 1)
