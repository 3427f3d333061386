import type { Interval } from '../bootstrap/percentileInterval.ts'
import type { Category } from '../groundTruth.ts'
import type { Metric } from '../result.ts'

/** One number of a baseline and of a candidate, 0 to 1. */
export type Difference = {
  /** null where undefined */
  readonly baseline: number | null
  readonly candidate: number | null
  /** candidate minus baseline */
  readonly difference: number | null
  /** of the difference, by a paired bootstrap over images */
  readonly interval: Interval | null
  /** why any is null */
  readonly reason?: string
}

export type Comparison = {
  /** how many data sets were drawn */
  readonly replicates: number
  readonly seed: number
  /** how likely an interval is to hold the truth */
  readonly confidence: number
  readonly metrics: Readonly<Record<Metric, Difference>>
  /** average precision, in order of the ids */
  readonly perCategory: readonly (Difference & { readonly category: Category })[]
}
