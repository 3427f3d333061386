import { type ConfusionMatrix, confusionMatrix } from '../../eval/explain/confusionMatrix.ts'
import type { OperatingPoint } from '../../eval/explain/matchOverlaps.ts'
import { InvalidInput } from '../../eval/invalidInput.ts'
import type { OpenEvaluation } from './openEvaluation.ts'

/** A matrix of so many takes 16 MB. */
const mostCategories = 2000

/** @throws InvalidInput OPTIONS_INVALID, also for too many categories */
export const matrixOf = ({ part, overlaps }: OpenEvaluation, { minScore, iou }: OperatingPoint) =>
  part('confusionMatrix', [minScore, iou], async (): Promise<ConfusionMatrix> => {
    const found = await overlaps()
    const { length } = found.categories
    if (length > mostCategories)
      throw new InvalidInput(
        'OPTIONS_INVALID',
        `Expected at most ${mostCategories} categories for a confusion matrix but there are ${length}`,
      )
    return confusionMatrix(found, { minScore, iou })
  })
