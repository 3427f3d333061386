import type { Category } from '../groundTruth.ts'
import { joinColumns } from '../joinColumns.ts'
import type { Matches } from '../matches.ts'
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
    overall: highest(tallies, t),
    perCategory: categories.map(({ category }, index) => ({ category, ...highest([tallies[index]!], t) })),
  }
}

/** Scores are descending. */
type Tally = { scores: Float64Array; outcomes: Outcomes; objects: number }

/** Scores from which up detections may be kept, descending; [L] how many of each kind come with each. */
type Levels = { scores: Float64Array; kept: Int32Array; right: Int32Array }

/**
 * F1 rises at right detections alone, so that their scores, which are few, are all that need be tried: sorting those
 * takes a tenth of the time of sorting all.
 */
function levelsOf(tallies: readonly Tally[], t: number): Levels {
  const rights = tallies.map(({ scores, outcomes: { right } }) => scores.filter((_, row) => (right[row]! >>> t) & 1))
  const scores = distinct(joinColumns(Float64Array, rights).sort().reverse())
  const kept = new Int32Array(scores.length)
  const right = new Int32Array(scores.length)
  for (const tally of tallies) {
    let level = 0
    for (let row = 0; row < tally.scores.length; row++) {
      while (level < scores.length && scores[level]! > tally.scores[row]!) level++
      if (level === scores.length) break
      if (!((tally.outcomes.neither[row]! >>> t) & 1)) kept[level]!++
      if ((tally.outcomes.right[row]! >>> t) & 1) right[level]!++
    }
  }
  return { scores, kept, right }
}

const distinct = (sorted: Float64Array) => sorted.filter((score, i) => score !== sorted[i - 1])

function highest(tallies: readonly Tally[], t: number): F1Point {
  const objects = tallies.reduce((sum, tally) => sum + tally.objects, 0)
  if (objects === 0) return { score: null, f1: null, precision: null, recall: null, reason: 'there is no object' }
  const levels = levelsOf(tallies, t)
  let best = { score: 0, f1: 0, tp: 0, kept: 0 }
  let tp = 0
  let kept = 0
  for (const [level, score] of levels.scores.entries()) {
    kept += levels.kept[level]!
    tp += levels.right[level]!
    const f1 = (2 * tp) / (kept + objects)
    if (f1 > best.f1) best = { score, f1, tp, kept }
  }
  if (best.f1 === 0) return { score: null, f1: 0, precision: null, recall: 0, reason: 'no detection matches an object' }
  return { score: best.score, f1: best.f1, precision: best.tp / best.kept, recall: best.tp / objects }
}
