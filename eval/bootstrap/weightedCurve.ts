import { everyThreshold, outcomesOf } from '../explain/outcomesOf.ts'
import type { CategoryMatches } from '../matches.ts'
import type { Settings } from '../settings.ts'

/**
 * One category in one area range, laid out for evaluation under weights. A hit is a detection that is not wrong at every threshold; there
 * are H. Detections that count as neither at every threshold are left out, and so are those behind the last hit.
 */
export type WeightedCurve = {
  /** image of each detection, best first */
  readonly images: Int32Array
  /** [H] place of each hit among the detections, ascending */
  readonly hits: Int32Array
  readonly thresholds: readonly Steps[]
}

/** What is visited at one threshold. */
export type Steps = {
  /**
   * [n, 2] in order of score, positions of a first and a last hit: detections in a row that are right; with -1 - first,
   * that count as neither; with -1 - H - i, the tie i.
   */
  readonly runs: Int32Array
  readonly ties: readonly Tie[]
}

/**
 * Detections of one image and score that do not all count the same. Where the image stands several times they follow
 * each other as a group, so that right ones and wrong ones take turns.
 */
export type Tie = {
  /** position of a hit among them, and its place in the group */
  readonly hit: number
  readonly place: number
  /** `right`, `wrong` and `neither`, one after the other */
  readonly outcomes: Uint8Array
}

export const wrong = 0
export const right = 1
export const neither = 2

/** Of the range 'all': see categoryInRange. */
export function weightedCurve(matches: CategoryMatches, settings: Settings): WeightedCurve {
  const outcomes = outcomesOf(matches, settings)
  const everywhere = everyThreshold(settings)
  const rows = Int32Array.from(matches.scores.keys()).filter(row => outcomes.neither[row] !== everywhere)
  const rights = rows.map(row => outcomes.right[row]!)
  const neithers = rows.map(row => outcomes.neither[row]!)
  const hits = Int32Array.from(rows.keys()).filter(place => (rights[place]! | neithers[place]!) !== 0)
  const images = rows.map(row => matches.images[row]!)
  const groups = groupTied(
    hits,
    Float64Array.from(rows, row => matches.scores[row]!),
    images,
  )
  const outcomeAt = (t: number) => (place: number) => {
    if ((rights[place]! >>> t) & 1) return right
    return (neithers[place]! >>> t) & 1 ? neither : wrong
  }
  return {
    images: images.slice(0, (hits.at(-1) ?? -1) + 1),
    hits,
    thresholds: settings.iouThresholds.map((_, t) => stepsOf(hits, groups, outcomeAt(t))),
  }
}

/** Places of the first and the last of detections of one image and score, and their first hit. */
type Group = { first: number; last: number; hit: number }

/** The groups with hits; most have but one detection. */
function groupTied(hits: Int32Array, scores: Float64Array, images: Int32Array): Group[] {
  const groups: Group[] = []
  const isTied = (a: number, b: number) => scores[a] === scores[b] && images[a] === images[b]
  for (let hit = 0; hit < hits.length; ) {
    const place = hits[hit]!
    let first = place
    while (isTied(first - 1, place)) first--
    let last = place
    while (isTied(last + 1, place)) last++
    groups.push({ first, last, hit })
    while (hits[hit]! <= last) hit++
  }
  return groups
}

function stepsOf(hits: Int32Array, groups: readonly Group[], outcomeOf: (place: number) => number): Steps {
  const runs: number[] = []
  const ties: Tie[] = []
  for (const { first, last, hit } of groups) {
    const outcome = outcomeOf(first)
    let isMixed = false
    for (let place = first + 1; place <= last; place++) if (outcomeOf(place) !== outcome) isMixed = true
    if (isMixed) {
      runs.push(-1 - hits.length - ties.length, hit)
      const outcomes = Uint8Array.from({ length: last - first + 1 }, (_, place) => outcomeOf(first + place))
      ties.push({ hit, place: hits[hit]! - first, outcomes })
    } else if (outcome !== wrong) {
      const end = hit + last - first
      // What comes just before, and counts the same, is in the run pushed last, or in a tie.
      const goesOn = outcomeOf(first - 1) === outcome && runs.at(-2)! >= -hits.length
      if (goesOn) runs[runs.length - 1] = end
      else runs.push(outcome === right ? hit : -1 - hit, end)
    }
  }
  return { runs: Int32Array.from(runs), ties }
}
