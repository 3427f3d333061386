import type { F1Point } from '../../eval/explain/bestF1.ts'
import type { Category } from '../../eval/groundTruth.ts'
import type { BoxPairRow, ImageOutcome } from '../insight/insights.ts'
import type { EvaluationRow } from '../store/evaluations.ts'
import type { Listing } from './parents.ts'

export type CategoryF1Parent = F1Point & { readonly category: Category }

/** See eval/explain/confusionMatrix.ts. */
export type ConfusionParent = {
  readonly minScore: number
  readonly iou: number
  readonly categories: readonly Category[]
  /** [C + 1, C + 1] */
  readonly counts: Uint32Array
  readonly excused: number
}

/** An image at an operating point, with the evaluation that it is of. */
export type EvaluatedImageParent = ImageOutcome & {
  readonly evaluation: EvaluationRow
  readonly minScore: number
  readonly iou: number
  /** of `confusedImages`; none elsewhere */
  readonly pairs: readonly BoxPairRow[]
}

export type EvaluatedImageListing = Listing<EvaluatedImageParent>
