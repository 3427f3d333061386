import { sayIds } from '../../eval/compare/sayIds.ts'

/** Which images each of two evaluations counts that the other does not, for people. */
export type ImageDifference = { readonly baseline: string; readonly candidate: string }

/**
 * What tells images that count in one evaluation from those that count in another; null when they are the same.
 * @param baseline [I] ids in any order
 */
export function imageDifference(baseline: Float64Array, candidate: Float64Array): ImageDifference | null {
  const [ours, theirs] = [baseline.toSorted(), candidate.toSorted()]
  if (ours.length === theirs.length && ours.every((id, index) => id === theirs[index])) return null
  return { baseline: sayIds(ours, theirs, 'image'), candidate: sayIds(theirs, ours, 'image') }
}
