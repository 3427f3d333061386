import { type ProtocolEffects, protocolEffects } from '../../eval/explain/protocolEffects.ts'
import type { GroundTruth } from '../../eval/groundTruth.ts'
import { joinColumns } from '../../eval/joinColumns.ts'
import { AppError } from '../errors.ts'
import type { Store } from '../store/createStore.ts'
import type { EvaluationRow } from '../store/evaluations.ts'
import { type GroupedDetections, toDetections } from './groupedDetections.ts'
import { readCompleted } from './readCompleted.ts'
import { readDetections } from './readShards.ts'
import { shardsOf } from './shardsOf.ts'
import { uprightGroundTruth } from './uprightGroundTruth.ts'

/**
 * What other rules make of the detections of a completed evaluation, matched anew against its dataset. All of it is in
 * memory at once: about 150 bytes a detection, measured of five million.
 * @throws AppError EVALUATION_NOT_FOUND
 */
export const protocolEffectsOf = (
  { store }: { store: Store },
  { evaluationId }: { evaluationId: string },
): Promise<ProtocolEffects> => readCompleted(store, evaluationId, evaluation => matchAnew(store, evaluation))

async function matchAnew(store: Store, evaluation: EvaluationRow): Promise<ProtocolEffects> {
  const { datasetId, source, settings } = evaluation
  const [truth, [dataset]] = await Promise.all([
    store.groundTruths.read(datasetId),
    store.datasets.findMany([datasetId]),
  ])
  if (!truth || !dataset) throw new AppError('EVALUATION_NOT_FOUND', 'The evaluation was deleted meanwhile.')
  const isTurned = source !== 'RESULTS' && dataset.orientation === 'RAW'
  const groundTruth = isTurned ? uprightGroundTruth(truth) : truth.groundTruth
  const { detections, evaluatedImages } = await readAll(store, shardsOf(evaluation), groundTruth)
  return protocolEffects(groundTruth, detections, { ...settings, evaluatedImages })
}

/** Detections of all shards, which nothing holds once they are joined. */
async function readAll(store: Store, owner: ReturnType<typeof shardsOf>, { images, categories }: GroundTruth) {
  const shards: GroupedDetections[] = []
  for await (const shard of readDetections(store, owner)) shards.push(shard)
  const grouped = joinShards(shards)
  const { ran } = grouped
  return {
    detections: toDetections(grouped, images.ids, categories),
    evaluatedImages: ran && Array.from(images.ids).filter((_, image) => ran[image] === 1),
  }
}

/** @param shards in the order of the dataset, all images of it */
function joinShards(shards: readonly GroupedDetections[]): GroupedDetections {
  const starts = new Int32Array(shards.reduce((images, shard) => images + shard.starts.length - 1, 1))
  let image = 0
  for (const shard of shards) {
    const shift = starts[image]!
    for (let i = 1; i < shard.starts.length; i++) starts[++image] = shift + shard.starts[i]!
  }
  const join = <T extends Float64Array | Int32Array | Uint8Array>(
    make: new (length: number) => T,
    column: (shard: GroupedDetections) => T,
  ) => joinColumns(make, shards.map(column))
  return {
    starts,
    categories: join(Int32Array, ({ categories }) => categories),
    boxes: join(Float64Array, ({ boxes }) => boxes),
    scores: join(Float64Array, ({ scores }) => scores),
    // Of model and stored runs it is known of every shard, of results where they tell it.
    ran: shards.every(({ ran }) => ran !== null) ? join(Uint8Array, ({ ran }) => ran!) : null,
  }
}
