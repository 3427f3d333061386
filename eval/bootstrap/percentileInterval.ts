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

/**
 * Of B ascending values, the one at place share (B + 1), counted from 1; between the two nearest by distance, the first
 * or the last beyond them. So B values leave outside, on average, what they should, which places among B - 1 do not.
 * Source: Efron and Tibshirani, chapter 12.5.
 */
function quantile(ascending: Float64Array, share: number): number {
  const last = ascending.length - 1
  const place = Math.min(Math.max(share * (ascending.length + 1) - 1, 0), last)
  const below = Math.floor(place)
  const low = ascending[below]!
  const high = ascending[Math.min(below + 1, last)]!
  return low + (high - low) * (place - below)
}
