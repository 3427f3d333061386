import { rightsNeeded } from '../rightsNeeded.ts'
import { recallPoints } from '../settings.ts'
import { neither, right, type Steps, type Tie, type WeightedCurve } from './weightedCurve.ts'

/**
 * Prepares for many evaluations of curves under weights of the images. `weights` [I] are integers from 0, `total` is the
 * number of objects under them, at least 1; `precisions` [T] takes the average precision at each threshold that
 * evaluating would give of a data set in which image i stands `weights[i]` times, copies next to each other in the order
 * of the images.
 *
 * Weights change no order of scores, so nothing is sorted again: a curve takes one sum of weights along its detections,
 * and at each threshold a visit of the runs of right ones. Precision grows along a run, copies included: its last has
 * the best, and so a run counts as one step.
 * @param curves all that will be evaluated
 */
export function createAveragePrecisions(curves: readonly WeightedCurve[]) {
  const most = curves.reduce((longest, { hits }) => Math.max(longest, hits.length), 0)
  const scratch: Scratch = {
    needed: new Int32Array(recallPoints.length),
    reached: new Int32Array(1),
    before: new Int32Array(most),
    upTo: new Int32Array(most),
    points: new Int32Array(most),
    precisions: new Float64Array(most),
  }
  return (curve: WeightedCurve, weights: Int32Array, total: number, precisions: Float64Array): void => {
    countReached(total, scratch)
    sumAlong(curve, weights, scratch)
    for (let t = 0; t < curve.thresholds.length; t++)
      precisions[t] = averagePrecision(curve.thresholds[t]!, curve.hits.length, total, scratch)
  }
}

/** What is kept from curve to curve, to be overwritten. */
type Scratch = {
  /** [R] of rightsNeeded */
  readonly needed: Int32Array
  /** [objects + 1] how many recall points a number of right detections reaches */
  reached: Int32Array
  /** [H] sum of weights before each hit, and up to and including it */
  readonly before: Int32Array
  readonly upTo: Int32Array
  /** [n] recall points reached with each step, and precision there */
  points: Int32Array
  precisions: Float64Array
}

function countReached(total: number, scratch: Scratch): void {
  const needed = rightsNeeded(total, scratch.needed)
  if (scratch.reached.length <= total) scratch.reached = new Int32Array(2 * total)
  const { reached } = scratch
  let points = 0
  for (let rights = 0; rights <= total; rights++) {
    while (needed[points]! <= rights) points++
    reached[rights] = points
  }
}

function sumAlong({ images, hits }: WeightedCurve, weights: Int32Array, { before, upTo }: Scratch): void {
  let sum = 0
  let place = 0
  for (let hit = 0; hit < hits.length; hit++) {
    const end = hits[hit]!
    for (; place < end; place++) sum = (sum + weights[images[place]!]!) | 0
    before[hit] = sum
    sum = (sum + weights[images[place++]!]!) | 0
    upTo[hit] = sum
  }
}

/** Mean over the recall points of the best precision from there on. */
function averagePrecision({ runs, ties }: Steps, hits: number, total: number, scratch: Scratch): number {
  const { reached, before, upTo } = scratch
  if (ties.length > 0) makeRoom(runs.length / 2, ties, scratch)
  const { points, precisions } = scratch
  let found = 0
  let neithers = 0
  let steps = 0
  for (let k = 0; k < runs.length; k += 2) {
    const first = runs[k]!
    const sum = upTo[runs[k + 1]!]!
    if (first >= 0) {
      // Of weight 0, it repeats the last step at a lower precision, which changes nothing.
      found = (found + sum - before[first]!) | 0
      // With OMZ_ACCURACY_CHECKER more can be right than there are objects.
      points[steps] = reached[Math.min(found, total)]!
      precisions[steps++] = found / (sum - neithers + Number.EPSILON)
    } else if (first >= -hits) {
      neithers = (neithers + sum - before[-1 - first]!) | 0
    } else {
      const { hit, place, outcomes } = ties[-1 - hits - first]!
      const copies = sum - before[hit]!
      let counted = before[hit]! - copies * place - neithers
      for (let copy = 0; copy < copies; copy++) {
        for (const outcome of outcomes) {
          if (outcome === neither) neithers++
          else counted++
          if (outcome !== right) continue
          found++
          points[steps] = reached[Math.min(found, total)]!
          precisions[steps++] = found / (counted + Number.EPSILON)
        }
      }
    }
  }

  let best = 0
  let sum = 0
  for (let step = steps - 1; step >= 0; step--) {
    if (precisions[step]! > best) best = precisions[step]!
    sum += best * (points[step]! - (step > 0 ? points[step - 1]! : 0))
  }
  return sum / recallPoints.length
}

/** A tie takes a step for each copy of each right detection. */
function makeRoom(runs: number, ties: readonly Tie[], scratch: Scratch): void {
  const copies = ({ hit }: Tie) => scratch.upTo[hit]! - scratch.before[hit]!
  const room = ties.reduce((sum, tie) => sum + copies(tie) * tie.outcomes.length, runs)
  if (room <= scratch.points.length) return
  scratch.points = new Int32Array(2 * room)
  scratch.precisions = new Float64Array(2 * room)
}
