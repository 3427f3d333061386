import { sayCount, sayFirst } from '../../eval/preflight/sayCount.ts'

/** Which images each of two evaluations counts that the other does not, for people. */
export type ImageDifference = { readonly baseline: string; readonly candidate: string }

function describe(own: Float64Array, other: Float64Array): string {
  const others = new Set(other)
  const alone = Array.from(own).filter(id => !others.has(id))
  const count = sayCount(own.length, 'image')
  return alone.length === 0 ? count : `${count}, ${alone.length} of them in it alone (${sayFirst(alone)})`
}

/**
 * What tells images that count in one evaluation from those that count in another; null when they are the same.
 * @param baseline [I] ids in any order
 */
export function imageDifference(baseline: Float64Array, candidate: Float64Array): ImageDifference | null {
  const [ours, theirs] = [baseline.toSorted(), candidate.toSorted()]
  if (ours.length === theirs.length && ours.every((id, index) => id === theirs[index])) return null
  return { baseline: describe(ours, theirs), candidate: describe(theirs, ours) }
}
