import DataLoader from 'dataloader'
import type { ConfusionCell } from '../../eval/explain/confusionMatrix.ts'
import type { OperatingPoint } from '../../eval/explain/matchOverlaps.ts'
import type { CurvePoint } from '../../eval/explain/precisionRecall.ts'
import type { BoxPairRow, ImageBoxes } from '../insight/insights.ts'
import type { Asked } from './createQuestions.ts'
import { loadGrouped } from './loadGrouped.ts'

type Of = { readonly evaluationId: string }
type CurveKey = Of & { readonly iou: number; readonly categoryId: number | null }
type ImageKey = Of & OperatingPoint & { readonly imageId: number }
type ConfusionsKey = ImageKey & { readonly cell: ConfusionCell }

/**
 * One question for all keys that are alike.
 * @param alike what they have to have in common
 * @param ask gives an answer for each key, in their order; what one question is refused for is not told of another
 */
function createLoader<Key extends object, Value>(
  alike: (key: Key) => unknown,
  ask: (keys: readonly [Key, ...Key[]]) => Promise<readonly Value[]>,
) {
  const asked = async (same: readonly Key[]): Promise<(Value | Error)[]> => {
    try {
      return [...(await ask(same as readonly [Key, ...Key[]]))]
    } catch (error) {
      return same.map(() => error as Error)
    }
  }
  return new DataLoader<Key, Value, string>(keys => loadGrouped<Key, Value | Error>(keys, alike, asked), {
    cacheKeyFn: key => JSON.stringify(key),
  })
}

/** Questions about evaluations that are asked for many objects of an answer at once. */
export const createInsightLoaders = (run: Asked['run']) => ({
  /** One question for all categories of an evaluation at one IoU. */
  curveOfCategory: createLoader<CurveKey, CurvePoint[]>(
    ({ evaluationId, iou }) => [evaluationId, iou],
    keys => {
      const [{ evaluationId, iou }] = keys
      return run('precisionRecall', { evaluationId, iou, categoryIds: keys.map(({ categoryId }) => categoryId) })
    },
  ),

  /** One question for all images of an evaluation at one operating point. */
  boxesOfImage: createLoader<ImageKey, ImageBoxes>(
    ({ evaluationId, minScore, iou }) => [evaluationId, minScore, iou],
    keys => {
      const [{ evaluationId, minScore, iou }] = keys
      return run('boxes', { evaluationId, minScore, iou, imageIds: keys.map(({ imageId }) => imageId) })
    },
  ),

  /** One question for all images of a cell. */
  confusionsOfImage: createLoader<ConfusionsKey, readonly BoxPairRow[]>(
    ({ imageId: _, ...rest }) => rest,
    keys => {
      const [{ imageId: _, ...rest }] = keys
      return run('confusions', { ...rest, imageIds: keys.map(({ imageId }) => imageId) })
    },
  ),
})
