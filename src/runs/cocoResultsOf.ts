import { setImmediate } from 'node:timers/promises'
import { AppError } from '../errors.ts'
import type { Store } from '../store/createStore.ts'
import type { EvaluationRow } from '../store/evaluations.ts'
import type { StoredGroundTruth } from '../store/groundTruths.ts'
import { type GroupedDetections, unpackDetections } from './groupedDetections.ts'
import { shardsOf } from './shardsOf.ts'
import { turnAsStored } from './turnBox.ts'

/** Detections that are written at once. */
const rowsAtOnce = 1000

/**
 * The detections of a completed evaluation as COCO results, in pieces of text: an array of image_id, category_id, bbox
 * and score by the ids of the ground truth, numbers in full. Scored against the ground truth it gives the stored numbers:
 * where boxes of the ground truth are of unturned photos these are turned back too. Detections of categories that the
 * ground truth does not have, which never count, are left out. One shard is in memory at a time.
 */
export async function* cocoResultsOf(store: Store, evaluation: EvaluationRow): AsyncGenerator<string> {
  const { source, datasetId } = evaluation
  const { id, shardCount } = shardsOf(evaluation)
  const [dataset] = await store.datasets.findMany([datasetId])
  const isTurned = source !== 'RESULTS' && dataset?.orientation === 'RAW'
  let separator = '['
  let first = 0
  for (let ordinal = 0; ordinal < shardCount; ordinal++) {
    const bytes = await store.shards.readPacked(id, ordinal, 'detections')
    if (!bytes) throw new AppError('EVALUATION_NOT_FOUND', 'The evaluation was deleted in the meantime.')
    const grouped = unpackDetections(bytes)
    const count = grouped.starts.length - 1
    const truth = await store.groundTruths.read(datasetId, { first, count })
    if (!truth) throw new AppError('EVALUATION_NOT_FOUND', 'The evaluation was deleted in the meantime.')
    for (const rows of rowsOf(grouped, truth, isTurned)) {
      yield `${separator}${rows}`
      separator = ','
      // A reader that is as fast as this would leave the event loop no turn in the whole of a shard.
      await setImmediate()
    }
    first += count
  }
  yield separator === '[' ? '[]' : ']'
}

/** Rows of JSON, joined by commas; some at a time. */
function* rowsOf(
  { starts, categories, boxes, scores }: GroupedDetections,
  { groundTruth, photos }: StoredGroundTruth,
  isTurned: boolean,
): Generator<string> {
  let rows: string[] = []
  for (const [image, id] of groundTruth.images.ids.entries()) {
    const photo = isTurned ? photos[image] : null
    for (let row = starts[image]!; row < starts[image + 1]!; row++) {
      const category = groundTruth.categories[categories[row]!]
      if (!category) continue
      const box = [boxes[4 * row]!, boxes[4 * row + 1]!, boxes[4 * row + 2]!, boxes[4 * row + 3]!] as const
      const [x, y, width, height] = photo ? turnAsStored(box, photo.orientation, photo) : box
      const bbox = `[${x},${y},${width},${height}]`
      rows.push(`{"image_id":${id},"category_id":${category.id},"bbox":${bbox},"score":${scores[row]}}`)
      if (rows.length < rowsAtOnce) continue
      yield rows.join(',')
      rows = []
    }
  }
  if (rows.length > 0) yield rows.join(',')
}
