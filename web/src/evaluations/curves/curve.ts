import type { CurvePointFragment, EvaluationBestF1Query } from '../../api/generated.ts'

type Result = NonNullable<NonNullable<EvaluationBestF1Query['evaluation']>['result']>
type BestF1 = NonNullable<Result['bestF1']>

/** A curve of precision over recall. */
export type Curve = {
  key: string
  name: string
  /** a colour of CSS */
  color: string
  /** lengths of strokes and gaps; none for a whole line */
  dash?: string
  /** for recall 0, 0.01 … 1; none where there is no object */
  points: readonly CurvePointFragment[]
  /** where F1 is best, of the mean by one score for all; null where it is nowhere above 0, or not known yet */
  best: { score: number; f1: number; precision: number; recall: number } | null
}

/** The key of the mean over categories. */
export const meanKey = 'mean'

/** How curves of categories are drawn, in their order. */
export const curveLooks = [
  { color: 'var(--series-1)' },
  { color: 'var(--series-2)', dash: '9 4' },
  { color: 'var(--series-3)', dash: '2 3' },
  { color: 'var(--series-4)', dash: '12 4 2 4' },
  { color: 'var(--series-5)', dash: '5 3' },
] as const

/** The best point of a category, or of all together where that is null, as a curve has it. */
export function bestOf(bestF1: BestF1 | null, fileId: number | null): Curve['best'] {
  const found =
    fileId === null ? bestF1?.overall : bestF1?.perCategory.find(({ category }) => category.fileId === fileId)?.best
  if (!found) return null
  const { score, f1, precision, recall } = found
  return score === null || f1 === null || precision === null || recall === null
    ? null
    : { score, f1, precision, recall }
}
