import type { BootstrapOptions } from '../../eval/bootstrap/drawImages.ts'
import { compareMatches } from '../../eval/compare/compareMatches.ts'
import type { Comparison } from '../../eval/compare/comparison.ts'
import type { Store } from '../store/createStore.ts'
import { type ImageDifference, imageDifference } from './imageDifference.ts'
import { readMergedMatches } from './readMergedMatches.ts'

/** Keys of completed evaluations of one protocol. */
export type Pair = { readonly baselineId: string; readonly candidateId: string }

const readBoth = async (store: Store, { baselineId, candidateId }: Pair) => ({
  baseline: await readMergedMatches(store, baselineId),
  candidate: await readMergedMatches(store, candidateId),
})

/**
 * Differences of the twelve and of each category with their intervals, from what is stored of the matches.
 * @throws AppError EVALUATION_NOT_FOUND; InvalidInput OPTIONS_INVALID unless both count the same images
 */
export async function compareStoredMatches(
  { store }: { store: Store },
  { replicates, seed, confidence, ...pair }: Pair & Required<BootstrapOptions>,
): Promise<Comparison> {
  const { baseline, candidate } = await readBoth(store, pair)
  return compareMatches(baseline, candidate, { replicates, seed, confidence })
}

/**
 * Which images count in one of two evaluations alone: with EVALUATED_ONLY each has those that its detector ran on.
 * @throws AppError EVALUATION_NOT_FOUND
 */
export async function compareImages({ store }: { store: Store }, pair: Pair): Promise<ImageDifference | null> {
  const { baseline, candidate } = await readBoth(store, pair)
  return imageDifference(baseline.imageIds, candidate.imageIds)
}
