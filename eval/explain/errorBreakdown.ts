import { InvalidInput } from '../invalidInput.ts'
import { rightsNeeded } from '../rightsNeeded.ts'
import { byDescendingScore } from '../stableOrder.ts'
import { classifyErrors, type ErrorType, errorTypes } from './classifyErrors.ts'
import { matchOverlaps } from './matchOverlaps.ts'
import type { Overlaps } from './overlaps.ts'

/** How many there are, and by how much the average precision would rise without them; null where it is undefined. */
export type ErrorShare = { readonly count: number; readonly deltaAp: number | null }

export type ErrorBreakdown = {
  readonly foreground: number
  readonly background: number
  /** average precision at IoU `foreground`, 0 to 1, mean over the categories that have objects */
  readonly ap: number | null
  /** why it is null */
  readonly reason?: string
  readonly errors: Readonly<Record<ErrorType, ErrorShare>>
  /** all wrong detections, without which precision would be 1 */
  readonly falsePositives: ErrorShare
  /** all objects that were not found, without which recall would reach 1 */
  readonly falseNegatives: ErrorShare
}

/**
 * Tells what each kind of error costs in average precision at IoU `foreground`: by how much it would rise were that
 * kind alone mended. See classifyErrors.ts for the kinds.
 *
 * Mending makes the best localisation or classification error about each free object right, for the object's category,
 * and drops the others of its kind; it drops duplicates, background and both; it takes missed objects out of the count.
 * A category that has lost its last object counts as 0 as long as it has detections, then it is left out of the mean.
 * Source: Bolya et al., TIDE: A General Toolbox for Identifying Object Detection Errors, 2020, sections 2.2 and 2.3.
 *
 * The AP is COCO's, that of evaluateMatches.ts with the area range 'all'. The authors' tidecv 1.0.1 departs from it; with
 * these four departures taken out of it, its numbers are the ones here:
 * - of each image it takes the best 100 detections of all categories together; here the protocol's caps hold;
 * - a category with detections and without objects is 0 in its mean, until mending drops the detections: all numbers
 *   shrink, and classification and background errors seem dear; here it is left out;
 * - its recall point 35 is 0.35, in COCO it is 0.35000000000000003;
 * - once anything is mended, right detections stand behind wrong ones of the same score; here the order stays.
 * It also counts as errors what a crowd excuses.
 *
 * @param foreground the IoU of a match
 * @param background from the `minIou` of the overlaps to `foreground`
 * @throws InvalidInput OPTIONS_INVALID
 */
export function errorBreakdown(
  overlaps: Overlaps,
  { foreground = 0.5, background = 0.1 }: { foreground?: number; background?: number } = {},
): ErrorBreakdown {
  const { minIou, detections, objects } = overlaps
  if (!(background >= minIou && background <= foreground))
    throw new InvalidInput(
      'OPTIONS_INVALID',
      `Expected a background from ${minIou} to the foreground, ${foreground}, but received ${background}`,
    )
  const matches = matchOverlaps(overlaps, { minScore: -Infinity, iou: foreground })
  const { types, mends } = classifyErrors(overlaps, matches, { foreground, background })

  const isRight = (detection: number) => matches.taken[detection]! >= 0
  const isWrong = (detection: number) => !isRight(detection) && matches.excused[detection] === 0
  const own = (detection: number) => 2 * detections.categories[detection]!
  const asIs = (detection: number) => {
    if (isRight(detection)) return own(detection) + 1
    return isWrong(detection) ? own(detection) : gone
  }
  const mended = (code: number) => (detection: number) => {
    if (types[detection] !== code) return asIs(detection)
    const object = mends[detection]!
    return object < 0 ? gone : 2 * objects.categories[object]! + 1
  }
  const onlyRight = (detection: number) => (isRight(detection) ? own(detection) + 1 : gone)

  const coverable = new Set(mends)
  const isFound = (object: number) => matches.takenBy[object]! >= 0
  const totals = countObjects(overlaps, object => objects.crowds[object] === 0)
  const found = countObjects(overlaps, isFound)
  const covered = countObjects(overlaps, object => isFound(object) || coverable.has(object))

  const measure = createMeasure(overlaps, totals)
  const ap = measure(asIs, totals)
  const share = (count: number, outcome: Outcome, left = totals): ErrorShare => {
    const better = measure(outcome, left)
    return { count, deltaAp: ap === null || better === null ? null : better - ap }
  }
  const shareOf = (type: ErrorType, code: number) =>
    type === 'missed'
      ? share(sum(totals) - sum(covered), asIs, covered)
      : share(types.filter(other => other === code).length, mended(code))
  return {
    foreground,
    background,
    ap,
    ...(ap === null && { reason: 'there is no object' }),
    errors: Object.fromEntries(errorTypes.map((type, code) => [type, shareOf(type, code)])) as ErrorBreakdown['errors'],
    falsePositives: share(types.filter((_, detection) => isWrong(detection)).length, onlyRight),
    falseNegatives: share(sum(totals) - sum(found), asIs, found),
  }
}

const sum = (counts: Int32Array) => counts.reduce((total, count) => total + count, 0)

/** What a detection counts as: twice the position of its category, and 1 more if it is right; `gone` if it is not there. */
type Outcome = (detection: number) => number

const gone = -1

/** [C] */
function countObjects({ categories, objects }: Overlaps, counts: (object: number) => boolean): Int32Array {
  const totals = new Int32Array(categories.length)
  for (let object = 0; object < objects.rows.length; object++)
    if (counts(object)) totals[objects.categories[object]!]!++
  return totals
}

/**
 * Answers the average precision for outcomes of the detections and numbers of objects: mean over the categories that
 * have objects to begin with; null if there is none.
 */
function createMeasure({ categories, detections }: Overlaps, objects: Int32Array) {
  const order = byDescendingScore(Int32Array.from(detections.scores.keys()), detections.scores)
  /** precision at each right detection, category after category: there are no more than objects */
  const starts = new Int32Array(categories.length + 1)
  for (let category = 0; category < categories.length; category++)
    starts[category + 1] = starts[category]! + objects[category]!
  const precisions = new Float64Array(starts.at(-1)!)

  return (outcome: Outcome, totals: Int32Array): number | null => {
    const tp = new Int32Array(categories.length)
    const fp = new Int32Array(categories.length)
    for (let i = 0; i < order.length; i++) {
      const counted = outcome(order[i]!)
      if (counted === gone) continue
      const category = counted >> 1
      if (counted & 1) {
        tp[category]!++
        precisions[starts[category]! + tp[category]! - 1] =
          tp[category]! / (tp[category]! + fp[category]! + Number.EPSILON)
      } else {
        fp[category]!++
      }
    }
    let sum = 0
    let counting = 0
    for (let category = 0; category < categories.length; category++) {
      if (objects[category] === 0) continue
      if (totals[category] === 0 && tp[category] === 0 && fp[category] === 0) continue
      counting++
      const at = starts[category]!
      sum += averagePrecision(precisions.subarray(at, at + tp[category]!), totals[category]!)
    }
    return counting === 0 ? null : sum / counting
  }
}

/** Mean over the recall points of the best precision from there on; `precisions` [tp] are at each right detection. */
function averagePrecision(precisions: Float64Array, total: number): number {
  if (total === 0) return 0
  for (let k = precisions.length - 1; k > 0; k--) precisions[k - 1] = Math.max(precisions[k - 1]!, precisions[k]!)
  const needed = rightsNeeded(total)
  return needed.reduce((sum, right) => sum + (precisions[right - 1] ?? 0), 0) / needed.length
}
