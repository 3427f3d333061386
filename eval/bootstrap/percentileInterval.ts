export type Interval = { readonly low: number; readonly high: number }

/**
 * From the quantile (1 - confidence) / 2 to (1 + confidence) / 2 of the replicates, NaN left out; null where all are.
 * Source: Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13.
 */
export function percentileInterval(replicates: Float64Array, confidence: number): Interval | null {
  const ascending = replicates.filter(replicate => !Number.isNaN(replicate)).sort()
  if (ascending.length === 0) return null
  return { low: quantile(ascending, (1 - confidence) / 2), high: quantile(ascending, (1 + confidence) / 2) }
}

/** Between the two nearest of ascending values, by distance: as numpy's quantile does unless told otherwise. */
function quantile(ascending: Float64Array, share: number): number {
  const place = share * (ascending.length - 1)
  const below = Math.floor(place)
  const low = ascending[below]!
  const high = ascending[Math.min(below + 1, ascending.length - 1)]!
  return low + (high - low) * (place - below)
}
