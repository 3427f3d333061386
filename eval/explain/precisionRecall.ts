import { InvalidInput } from '../invalidInput.ts'
import type { EvaluationResult } from '../result.ts'
import { recallPoints } from '../settings.ts'
import { positionOfThreshold } from './positionOfThreshold.ts'

export type CurvePoint = {
  readonly recall: number
  /** the best from this recall on, 0 past the last that is reached */
  readonly precision: number
  /** of the detection that reaches the recall; null past the last, and in the mean over categories */
  readonly score: number | null
}

/**
 * Reads a curve out of a result: a point for each of the 101 recall points, over all areas, at the largest cap. Without
 * a category the precision is the mean over those that have objects; it has no score, since each category reaches a
 * recall at a score of its own. Empty where there is no object.
 * @param category its id
 * @throws InvalidInput OPTIONS_INVALID for a threshold or a category that was not evaluated
 */
export function precisionRecall(
  { curves, perCategory, protocol }: Pick<EvaluationResult, 'curves' | 'perCategory' | 'protocol'>,
  { category, iou = 0.5 }: { category?: number; iou?: number } = {},
): CurvePoint[] {
  const from = positionOfThreshold(protocol, iou) * recallPoints.length
  if (category !== undefined && !perCategory.some(({ category: { id } }) => id === category))
    throw new InvalidInput('OPTIONS_INVALID', `Expected the id of an evaluated category but received ${category}`)
  const chosen = curves.filter(
    curve => !Number.isNaN(curve.precision[from]!) && (category === undefined || curve.category.id === category),
  )
  if (chosen.length === 0) return []
  return recallPoints.map((recall, r) => {
    const precision = chosen.reduce((sum, curve) => sum + curve.precision[from + r]!, 0) / chosen.length
    const score = category === undefined ? Number.NaN : chosen[0]!.scores[from + r]!
    return { recall, precision, score: Number.isNaN(score) ? null : score }
  })
}
