import { recallPoints } from '../settings.ts'
import { createPointsReached } from './createPointsReached.ts'
import { lanes, type PackedDraws } from './packedDraws.ts'
import { neither, right, type Steps, type Tie, type WeightedCurve } from './weightedCurve.ts'

/**
 * Prepares for many evaluations of curves under weights of the images. Of each of the four data sets drawn, `totals` [4]
 * is the number of objects, and `precisions` [4, T] takes the average precision at each threshold that evaluating would
 * give of it, copies of an image next to each other in the order of the images; where there is no object, it is left as
 * it was.
 *
 * Weights change no order of scores, so nothing is sorted again: a curve takes one sum of weights along its detections,
 * and at each threshold a visit of the runs of right ones. Precision grows along a run, copies included: its last has
 * the best, and so a run counts as one step.
 * @param curves all that will be evaluated
 */
export function createAveragePrecisions(curves: readonly WeightedCurve[]) {
  const most = curves.reduce((longest, { hits }) => Math.max(longest, hits.length), 0)
  const pointsReached = createPointsReached()
  const steps: StepColumns = { points: new Int32Array(most), precisions: new Float64Array(most) }
  const sets = Array.from({ length: lanes }, (): DataSet => {
    return { before: new Int32Array(most), upTo: new Int32Array(most), total: 0, reached: new Uint8Array(0) }
  })
  return (curve: WeightedCurve, draws: PackedDraws, totals: Int32Array, precisions: Float64Array): void => {
    const { hits, thresholds } = curve
    sumAlong(curve, draws, sets)
    for (const [lane, set] of sets.entries()) {
      set.total = totals[lane]!
      if (set.total === 0) continue
      set.reached = pointsReached(set.total)
      for (let t = 0; t < thresholds.length; t++)
        precisions[lane * thresholds.length + t] = averagePrecision(thresholds[t]!, hits.length, set, steps)
    }
  }
}

/** Along one curve. */
type DataSet = {
  /** [H] sum of weights before each hit, and up to and including it */
  readonly before: Int32Array
  readonly upTo: Int32Array
  /** objects */
  total: number
  /** of createPointsReached */
  reached: Uint8Array
}

/** [n] recall points reached with each step, and precision there: overwritten from threshold to threshold. */
type StepColumns = { points: Int32Array; precisions: Float64Array }

function sumAlong({ images, hits }: WeightedCurve, { weights, safe }: PackedDraws, sets: readonly DataSet[]): void {
  const [one, two, three, four] = sets as [DataSet, DataSet, DataSet, DataSet]
  let [a, b, c, d] = [0, 0, 0, 0]
  let place = 0
  for (let hit = 0; hit < hits.length; hit++) {
    const end = hits[hit]!
    while (place < end) {
      const stop = Math.min(end, place + safe)
      let sum = 0
      for (; place < stop; place++) sum = (sum + weights[images[place]!]!) | 0
      a = (a + (sum & 0xff)) | 0
      b = (b + ((sum >>> 8) & 0xff)) | 0
      c = (c + ((sum >>> 16) & 0xff)) | 0
      d = (d + (sum >>> 24)) | 0
    }
    const weight = weights[images[place++]!]!
    one.before[hit] = a
    two.before[hit] = b
    three.before[hit] = c
    four.before[hit] = d
    a = (a + (weight & 0xff)) | 0
    b = (b + ((weight >>> 8) & 0xff)) | 0
    c = (c + ((weight >>> 16) & 0xff)) | 0
    d = (d + (weight >>> 24)) | 0
    one.upTo[hit] = a
    two.upTo[hit] = b
    three.upTo[hit] = c
    four.upTo[hit] = d
  }
}

/** Mean over the recall points of the best precision from there on. */
function averagePrecision({ runs, ties }: Steps, hits: number, set: DataSet, columns: StepColumns): number {
  const { before, upTo, total, reached } = set
  if (ties.length > 0) makeRoom(runs.length / 2, ties, set, columns)
  const { points, precisions } = columns
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
function makeRoom(runs: number, ties: readonly Tie[], { before, upTo }: DataSet, columns: StepColumns): void {
  const copies = ({ hit }: Tie) => upTo[hit]! - before[hit]!
  const room = ties.reduce((sum, tie) => sum + copies(tie) * tie.outcomes.length, runs)
  if (room <= columns.points.length) return
  columns.points = new Int32Array(2 * room)
  columns.precisions = new Float64Array(2 * room)
}
