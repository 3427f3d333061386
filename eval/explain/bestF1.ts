import { countUp } from '../countUp.ts'
import type { Category } from '../groundTruth.ts'
import { joinColumns } from '../joinColumns.ts'
import type { Matches } from '../matches.ts'
import { pickRows } from '../pickRows.ts'
import { byDescendingScore } from '../stableOrder.ts'
import { type Outcomes, objectsInside, outcomesOf } from './outcomesOf.ts'
import { positionOfThreshold } from './positionOfThreshold.ts'

/** Where F1 is highest when only detections from `score` up are kept. */
export type F1Point = {
  /** null where no score gives an F1 above 0 */
  readonly score: number | null
  /** 2 tp / (2 tp + fp + fn), 0 to 1; null where there is no object */
  readonly f1: number | null
  /** tp / (tp + fp) */
  readonly precision: number | null
  /** tp / (tp + fn) */
  readonly recall: number | null
  /** why any is null */
  readonly reason?: string
}

export type BestF1 = {
  readonly iou: number
  /** one score for all categories, their counts added up; detections of categories without objects are wrong ones */
  readonly overall: F1Point
  readonly perCategory: readonly (F1Point & { readonly category: Category })[]
}

/**
 * Finds the score from which up detections should be kept for the best F1, over all areas. Detections of one score are
 * kept or dropped together, as no threshold tells them apart; of several best scores the highest is given. What matches
 * a crowd counts as neither right nor wrong.
 * @throws InvalidInput OPTIONS_INVALID unless `iou` is one of the thresholds of the matches
 */
export function bestF1({ settings, categories }: Matches, { iou = 0.5 }: { iou?: number } = {}): BestF1 {
  const t = positionOfThreshold(settings, iou)
  const tallies = categories.map(matches => ({
    scores: matches.scores,
    outcomes: outcomesOf(matches, settings),
    objects: objectsInside(matches, settings).length,
  }))
  return {
    iou,
    overall: highest(pool(tallies), t),
    perCategory: categories.map(({ category }, index) => ({ category, ...highest(tallies[index]!, t) })),
  }
}

/** Scores are descending. */
type Tally = { scores: Float64Array; outcomes: Outcomes; objects: number }

function pool(tallies: readonly Tally[]): Tally {
  const scores = joinColumns(
    Float64Array,
    tallies.map(tally => tally.scores),
  )
  const order = byDescendingScore(countUp(scores.length), scores)
  const sorted = (columns: readonly Uint32Array[]) => pickRows(Uint32Array, joinColumns(Uint32Array, columns), order)
  return {
    scores: pickRows(Float64Array, scores, order),
    outcomes: {
      right: sorted(tallies.map(({ outcomes }) => outcomes.right)),
      neither: sorted(tallies.map(({ outcomes }) => outcomes.neither)),
    },
    objects: tallies.reduce((sum, { objects }) => sum + objects, 0),
  }
}

function highest({ scores, outcomes, objects }: Tally, t: number): F1Point {
  if (objects === 0) return { score: null, f1: null, precision: null, recall: null, reason: 'there is no object' }
  let best = { score: 0, f1: 0, tp: 0, kept: 0 }
  let tp = 0
  let kept = 0
  for (let row = 0; row < scores.length; row++) {
    if (!((outcomes.neither[row]! >>> t) & 1)) kept++
    if ((outcomes.right[row]! >>> t) & 1) tp++
    if (scores[row] === scores[row + 1]) continue
    const f1 = (2 * tp) / (kept + objects)
    if (f1 > best.f1) best = { score: scores[row]!, f1, tp, kept }
  }
  if (best.f1 === 0) return { score: null, f1: 0, precision: null, recall: 0, reason: 'no detection matches an object' }
  return { score: best.score, f1: best.f1, precision: best.tp / best.kept, recall: best.tp / objects }
}
