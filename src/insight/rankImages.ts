import type { ImageErrors } from '../../eval/explain/imageErrors.ts'
import type { ImageOrder } from './insights.ts'

/** Positions in columns of images [I], those of the largest number first; equals in the order of their ids. */
export const rankBy = (images: Int32Array, weightOf: (image: number) => number): Int32Array =>
  images.toSorted((a, b) => weightOf(b) - weightOf(a) || a - b)

/** All images in an order, as positions in the columns of `errors`. */
export function rankImages(errors: ImageErrors, orderBy: ImageOrder): Int32Array {
  const { imageIds, falsePositives, misses } = errors
  const weights: Record<ImageOrder, (image: number) => number> = {
    MOST_ERRORS: image => falsePositives[image]! + misses[image]!,
    MOST_FALSE_POSITIVES: image => falsePositives[image]!,
    MOST_MISSES: image => misses[image]!,
    FILE_ID: () => 0,
  }
  return rankBy(Int32Array.from(imageIds.keys()), weights[orderBy])
}
