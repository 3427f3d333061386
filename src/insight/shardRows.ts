import type { AnnotationColumns, Category } from '../../eval/groundTruth.ts'
import { AppError } from '../errors.ts'
import { type GroupedDetections, unpackDetections } from '../runs/groupedDetections.ts'
import type { BoxNumbers } from '../runs/turnBox.ts'
import type { Store } from '../store/createStore.ts'
import type { DetectionRow, ObjectRow } from './insights.ts'

/** What `rows` of overlaps are of, in one shard; boxes as they were given. */
export type ShardRows = {
  readonly categories: readonly Category[]
  readonly detections: Pick<GroupedDetections, 'categories' | 'boxes' | 'scores'>
  readonly objects: Pick<AnnotationColumns, 'ids' | 'categoryIds' | 'boxes' | 'crowds'>
}

/**
 * @param images of the shard, as positions in the dataset
 * @throws AppError EVALUATION_NOT_FOUND when it was deleted meanwhile
 */
export async function readShardRows(
  store: Store,
  {
    shards,
    ordinal,
    datasetId,
    images,
  }: {
    shards: string
    ordinal: number
    datasetId: string
    images: { readonly first: number; readonly count: number }
  },
): Promise<ShardRows> {
  const [packed, truth] = await Promise.all([
    store.shards.readPacked(shards, ordinal, 'detections'),
    store.groundTruths.read(datasetId, images),
  ])
  if (!packed || !truth) throw new AppError('EVALUATION_NOT_FOUND', 'The evaluation was deleted meanwhile.')
  const { categories, boxes, scores } = unpackDetections(packed)
  const { ids, categoryIds, boxes: drawn, crowds } = truth.groundTruth.annotations
  return {
    categories: truth.groundTruth.categories,
    detections: { categories, boxes, scores },
    objects: { ids, categoryIds, boxes: drawn, crowds },
  }
}

const boxAt = (boxes: Float64Array, row: number): BoxNumbers => [
  boxes[4 * row]!,
  boxes[4 * row + 1]!,
  boxes[4 * row + 2]!,
  boxes[4 * row + 3]!,
]

export const detectionAt = ({ categories, detections }: ShardRows, row: number): DetectionRow => ({
  categoryId: categories[detections.categories[row]!]!.id,
  score: detections.scores[row]!,
  box: boxAt(detections.boxes, row),
})

export const objectAt = ({ objects }: ShardRows, row: number): ObjectRow => ({
  fileId: objects.ids[row]!,
  categoryId: objects.categoryIds[row]!,
  box: boxAt(objects.boxes, row),
  isCrowd: objects.crowds[row] === 1,
})
