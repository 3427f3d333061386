import type { CurvePointFragment } from '../../api/generated.ts'

/** Which of the 101 recall points lies at `x` of a plot that is `width` wide. */
export const recallIndexAt = (x: number, width: number): number =>
  Math.min(100, Math.max(0, Math.round((100 * x) / Math.max(1, width))))

/** The index of the first point whose precision is no more than its recall: where the name of the curve finds room. */
export function breakEven(points: readonly Pick<CurvePointFragment, 'recall' | 'precision'>[]): number {
  const index = points.findIndex(({ recall, precision }) => precision <= recall)
  return index === -1 ? points.length - 1 : index
}

/**
 * Moves places on a line apart, as little as it goes from the top down, then from the bottom up.
 * @param places wished for, in any order
 * @param gap least distance of two
 * @param most the end of the line, which begins at 0
 * @returns the places, in the order of the wishes
 */
export function spreadApart(places: readonly number[], gap: number, most: number): number[] {
  const order = places.map((_, index) => index).sort((a, b) => places[a]! - places[b]!)
  const spread = [...places]
  let free = 0
  for (const index of order) {
    spread[index] = Math.max(spread[index]!, free)
    free = spread[index]! + gap
  }
  free = most
  for (const index of order.reverse()) {
    spread[index] = Math.min(spread[index]!, free)
    free = spread[index]! - gap
  }
  return spread
}
