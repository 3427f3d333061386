import { countUp } from '../countUp.ts'
import { InvalidInput } from '../invalidInput.ts'
import { rightsNeeded } from '../rightsNeeded.ts'
import { byDescendingScore } from '../stableOrder.ts'
import { type ClassifiedErrors, classifyErrors, type ErrorType, errorTypes } from './classifyErrors.ts'
import { matchOverlaps, type OverlapMatches } from './matchOverlaps.ts'
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
  const { minIou, objects } = overlaps
  if (!(background >= minIou && background <= foreground))
    throw new InvalidInput(
      'OPTIONS_INVALID',
      `Expected a background from ${minIou} to the foreground, ${foreground}, but received ${background}`,
    )
  const matches = matchOverlaps(overlaps, { minScore: -Infinity, iou: foreground })
  const { asIs, types, mends } = byScore(
    overlaps,
    matches,
    classifyErrors(overlaps, matches, { foreground, background }),
  )
  const mended = (code: number): Int32Array => {
    const outcomes = asIs.slice()
    for (let d = 0; d < outcomes.length; d++) {
      if (types[d] === code) outcomes[d] = mends[d]! < 0 ? gone : 2 * objects.categories[mends[d]!]! + 1
    }
    return outcomes
  }

  const coverable = new Uint8Array(objects.rows.length)
  for (const object of mends) if (object >= 0) coverable[object] = 1
  const isFound = (object: number) => matches.takenBy[object]! >= 0
  const totals = countObjects(overlaps, object => objects.crowds[object] === 0)
  const found = countObjects(overlaps, isFound)
  const covered = countObjects(overlaps, object => isFound(object) || coverable[object] === 1)

  const counts = countTypes(types)
  const tallyOf = createTally(totals)
  const own = tallyOf(asIs)
  const ap = meanPrecision(own, totals)
  const share = (count: number, tally: Tally, left = totals): ErrorShare => {
    const better = meanPrecision(tally, left)
    return { count, deltaAp: ap === null || better === null ? null : better - ap }
  }
  const shareOf = (type: ErrorType, code: number) =>
    type === 'missed' ? share(sum(totals) - sum(covered), own, covered) : share(counts[code]!, tallyOf(mended(code)))
  return {
    foreground,
    background,
    ap,
    ...(ap === null && { reason: 'there is no object' }),
    errors: Object.fromEntries(errorTypes.map((type, code) => [type, shareOf(type, code)])) as ErrorBreakdown['errors'],
    falsePositives: share(sum(own.wrong), tallyOf(onlyRight(asIs))),
    falseNegatives: share(sum(totals) - sum(found), own, found),
  }
}

const sum = (counts: Int32Array) => counts.reduce((total, count) => total + count, 0)

/** As what a detection does not count at all. */
const gone = -1

/**
 * What became of the detections, best score first, as it is read eight times in that order: [detections] each.
 * @returns asIs: twice the position of the detection's category, and 1 more if it is right; or `gone`
 */
function byScore({ detections }: Overlaps, { taken, excused }: OverlapMatches, classified: ClassifiedErrors) {
  const order = byDescendingScore(countUp(taken.length), detections.scores)
  const asIs = new Int32Array(order.length)
  const types = new Int8Array(order.length)
  const mends = new Int32Array(order.length)
  for (let i = 0; i < order.length; i++) {
    const d = order[i]!
    const own = 2 * detections.categories[d]!
    if (taken[d]! >= 0) asIs[i] = own + 1
    else asIs[i] = excused[d] === 1 ? gone : own
    types[i] = classified.types[d]!
    mends[i] = classified.mends[d]!
  }
  return { asIs, types, mends }
}

/** [errorTypes] how many detections are of each. */
function countTypes(types: Int8Array): Int32Array {
  const counts = new Int32Array(errorTypes.length)
  for (let d = 0; d < types.length; d++) if (types[d]! >= 0) counts[types[d]!]!++
  return counts
}

function onlyRight(outcomes: Int32Array): Int32Array {
  const kept = outcomes.slice()
  for (let d = 0; d < kept.length; d++) if ((kept[d]! & 1) === 0) kept[d] = gone
  return kept
}

/** [C] */
function countObjects({ categories, objects }: Overlaps, counts: (object: number) => boolean): Int32Array {
  const totals = new Int32Array(categories.length)
  for (let object = 0; object < objects.rows.length; object++)
    if (counts(object)) totals[objects.categories[object]!]!++
  return totals
}

/** What the detections of each category come to, [C] each. */
type Tally = {
  /** objects to begin with */
  readonly objects: Int32Array
  readonly right: Int32Array
  readonly wrong: Int32Array
  /** the best precision from each right detection on */
  readonly precisions: readonly Float64Array[]
}

/** @param objects [C] of each category, of which no more can be found */
function createTally(objects: Int32Array) {
  const starts = new Int32Array(objects.length + 1)
  for (let category = 0; category < objects.length; category++)
    starts[category + 1] = starts[category]! + objects[category]!

  /** @param outcomes best score first */
  return (outcomes: Int32Array): Tally => {
    const right = new Int32Array(objects.length)
    const wrong = new Int32Array(objects.length)
    const all = new Float64Array(starts.at(-1)!)
    for (let d = 0; d < outcomes.length; d++) {
      const outcome = outcomes[d]!
      if (outcome === gone) continue
      const category = outcome >> 1
      if (outcome & 1) {
        const tp = ++right[category]!
        all[starts[category]! + tp - 1] = tp / (tp + wrong[category]! + Number.EPSILON)
      } else {
        wrong[category]!++
      }
    }
    const precisions = Array.from(right, (tp, category) => all.subarray(starts[category], starts[category]! + tp))
    for (const column of precisions)
      for (let k = column.length - 1; k > 0; k--) column[k - 1] = Math.max(column[k - 1]!, column[k]!)
    return { objects, right, wrong, precisions }
  }
}

/** Mean over the categories that have objects to begin with; null if there is none. */
function meanPrecision({ objects, right, wrong, precisions }: Tally, totals: Int32Array): number | null {
  let sum = 0
  let counting = 0
  for (let category = 0; category < objects.length; category++) {
    if (objects[category] === 0) continue
    if (totals[category] === 0 && right[category] === 0 && wrong[category] === 0) continue
    counting++
    sum += averagePrecision(precisions[category]!, totals[category]!)
  }
  return counting === 0 ? null : sum / counting
}

/** Mean over the recall points of the best precision from there on. */
function averagePrecision(precisions: Float64Array, total: number): number {
  if (total === 0) return 0
  const needed = rightsNeeded(total)
  return needed.reduce((sum, right) => sum + (precisions[right - 1] ?? 0), 0) / needed.length
}
