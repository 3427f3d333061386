import type { CategoryMatches, Matches } from './matches.ts'
import { rightsNeeded } from './rightsNeeded.ts'
import { recallPoints, type Settings } from './settings.ts'

/**
 * Precision and recall of one category; NaN where no object counts. A area ranges, T IoU thresholds, K caps, R recall
 * points.
 */
export type CategoryAccumulation = {
  /** [A] objects that count */
  readonly objects: Int32Array
  /** [A, T] precision at the largest cap, mean over the recall points */
  readonly ap: Float64Array
  /** [A, T, K] share of the objects that are found */
  readonly recall: Float64Array
  /** [T, R] of the range 'all': best precision from this recall on, 0 past the last recall */
  readonly precision: Float64Array
  /** [T, R] score of the detection that reaches this recall, NaN past the last */
  readonly scores: Float64Array
}

/** 2 ** -52, numpy's spacing(1): what the reference adds to a divisor. */
const epsilon = Number.EPSILON

/**
 * Turns matches into precision and recall, category by category.
 *
 * The rule of the reference: detections of all images in order of descending score; each is right, wrong, or, when it
 * matched an ignored object or matched none and lies outside the area range, neither. Precision after each,
 * tp / (tp + fp + epsilon), is made monotone from the right and read where recall first reaches each of 101 points.
 * Source: cocoapi PythonAPI/pycocotools/cocoeval.py, accumulate.
 *
 * Precision is kept at right detections alone: a wrong one only lowers it, so that the best from any place on is found
 * at a right one.
 */
export function accumulate(matches: Matches): CategoryAccumulation[] {
  return matches.categories.map(category => accumulateCategory(category, matches.settings))
}

function accumulateCategory(category: CategoryMatches, settings: Settings): CategoryAccumulation {
  const { areaRanges, iouThresholds, caps } = settings
  const T = iouThresholds.length
  const R = recallPoints.length
  const objects = Int32Array.from(areaRanges, (_, area) => countInside(category.objectOutside, area))
  const ap = new Float64Array(areaRanges.length * T).fill(NaN)
  const recall = new Float64Array(areaRanges.length * T * caps.length).fill(NaN)
  const precision = new Float64Array(T * R).fill(NaN)
  const scores = new Float64Array(T * R).fill(NaN)
  const all = areaRanges.findIndex(({ name }) => name === 'all')

  const rights = { rows: new Int32Array(category.hits.length), precisions: new Float64Array(category.hits.length) }
  for (let area = 0; area < areaRanges.length; area++) {
    const total = objects[area]!
    if (total === 0) continue
    const hits = hitsInRange(category, area, areaRanges.length)
    const needed = rightsNeeded(total)
    for (let t = 0; t < T; t++) {
      const at = area * T + t
      const count = findRights(hits, t, rights)
      let sum = 0
      for (const right of needed) if (right <= count) sum += rights.precisions[right - 1]!
      ap[at] = sum / R
      for (let k = 0; k < caps.length; k++) {
        const found = k === caps.length - 1 ? count : countBelowCap(category.ranks, rights.rows, count, caps[k]!)
        recall[at * caps.length + k] = found / total
      }
      if (area !== all) continue
      for (let r = 0; r < R; r++) {
        const right = needed[r]!
        const isReached = right <= count
        precision[t * R + r] = isReached ? rights.precisions[right - 1]! : 0
        scores[t * R + r] = isReached ? category.scores[rights.rows[right - 1]!]! : NaN
      }
      // Recall 0 is reached by the first detection, right or wrong.
      scores[t * R] = category.scores[0] ?? NaN
    }
  }
  return { objects, ap, recall, precision, scores }
}

function countInside(outside: Uint8Array, area: number): number {
  let inside = 0
  for (const bits of outside) if (!((bits >>> area) & 1)) inside++
  return inside
}

/** The hits that matter in one area range, in order of score. */
type HitsInRange = {
  length: number
  /** positions among the detections */
  rows: Int32Array
  /** thresholds at which the detection is right; and those at which it would be wrong, had it not matched */
  right: Uint32Array
  spared: Uint32Array
  /** how many detections, up to and including this one, are wrong unless they match */
  unmatched: Int32Array
}

function hitsInRange({ hits, found, excused, outside }: CategoryMatches, area: number, areas: number): HitsInRange {
  const rows = new Int32Array(hits.length)
  const right = new Uint32Array(hits.length)
  const spared = new Uint32Array(hits.length)
  const unmatched = new Int32Array(hits.length)
  let length = 0
  let inside = 0
  let row = 0
  for (let hit = 0; hit < hits.length; hit++) {
    for (; row <= hits[hit]!; row++) inside += 1 - ((outside[row]! >>> area) & 1)
    const isInside = !((outside[hits[hit]!]! >>> area) & 1)
    const at = hit * areas + area
    if (!isInside && found[at] === 0) continue
    rows[length] = hits[hit]!
    right[length] = found[at]!
    spared[length] = isInside ? found[at]! | excused[at]! : 0
    unmatched[length] = inside
    length++
  }
  return { length, rows, right, spared, unmatched }
}

/** [n] detections that are right, and the best precision from each of them on. */
type Rights = { rows: Int32Array; precisions: Float64Array }

/** Finds the right detections at one threshold and their precision; answers how many there are. */
function findRights({ length, rows, right, spared, unmatched }: HitsInRange, t: number, rights: Rights): number {
  const { precisions } = rights
  let tp = 0
  let notWrong = 0
  for (let hit = 0; hit < length; hit++) {
    notWrong += (spared[hit]! >>> t) & 1
    if (!((right[hit]! >>> t) & 1)) continue
    rights.rows[tp] = rows[hit]!
    tp++
    const fp = unmatched[hit]! - notWrong
    precisions[tp - 1] = tp / (tp + fp + epsilon)
  }
  for (let k = tp - 1; k > 0; k--) if (precisions[k - 1]! < precisions[k]!) precisions[k - 1] = precisions[k]!
  return tp
}

function countBelowCap(ranks: Uint16Array, rows: Int32Array, count: number, cap: number): number {
  let below = 0
  for (let right = 0; right < count; right++) if (ranks[rows[right]!]! < cap) below++
  return below
}
