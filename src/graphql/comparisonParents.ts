import type { EvaluationRow } from '../store/evaluations.ts'
import type { EvaluatedImageParent } from './insightParents.ts'
import type { Listing } from './parents.ts'

/** Two evaluations that may be compared, and how. */
export type ComparisonParent = {
  readonly baseline: EvaluationRow
  readonly candidate: EvaluationRow
  readonly replicates: number
  readonly seed: number
  readonly confidence: number
  readonly notes: readonly string[]
}

export type ChangedImageParent = {
  readonly baseline: EvaluatedImageParent
  readonly candidate: EvaluatedImageParent
  /** errors of the candidate minus those of the baseline */
  readonly change: number
}

export type ChangedImageListing = Listing<ChangedImageParent>
