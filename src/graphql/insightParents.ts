import type { F1Point } from '../../eval/explain/bestF1.ts'
import type { ConfusionCell } from '../../eval/explain/confusionMatrix.ts'
import type { Category } from '../../eval/groundTruth.ts'
import type { ImageOutcome } from '../insight/insights.ts'
import type { EvaluationRow } from '../store/evaluations.ts'
import type { Listing } from './parents.ts'

export type CategoryF1Parent = F1Point & { readonly category: Category }

/** An image at an operating point, with the evaluation that it is of. */
export type EvaluatedImageParent = ImageOutcome & {
  readonly evaluation: EvaluationRow
  readonly minScore: number
  readonly iou: number
  /** of `confusedImages`; none elsewhere */
  readonly cell?: ConfusionCell
}

export type EvaluatedImageListing = Listing<EvaluatedImageParent>
