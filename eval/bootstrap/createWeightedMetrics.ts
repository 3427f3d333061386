import { objectsInside } from '../explain/outcomesOf.ts'
import type { CategoryMatches, Matches } from '../matches.ts'
import { type Metric, metrics } from '../result.ts'
import type { Settings } from '../settings.ts'
import { type Selection, selectionOf } from '../summarize.ts'
import { categoryInRange } from './categoryInRange.ts'
import { createAveragePrecisions } from './createAveragePrecisions.ts'
import { lanes, type PackedDraws } from './packedDraws.ts'
import { rightsTally, type Tally, tallyOf, weigh } from './tally.ts'
import { type WeightedCurve, weightedCurve } from './weightedCurve.ts'

/** The position of a metric in `metrics`, and the entries of a category that it is the mean of. */
type Chosen = Selection & { readonly metric: number }

/** One category in one area range. */
type WeightedRange = {
  readonly objects: Tally
  readonly precisions: readonly Chosen[]
  /** where `precisions` are */
  readonly curve: WeightedCurve | undefined
  readonly recalls: readonly (Chosen & { readonly rights: Tally })[]
}

const ofAp = metrics.indexOf('ap')

/**
 * Prepares matches for many evaluations under weights of the images. `values` [4, 12 + C] takes, of each of the four data
 * sets drawn, the twelve and the AP of each category that evaluating it would give, copies of an image next to each other
 * in the order of the images; NaN where undefined.
 */
export function createWeightedMetrics({ settings, categories }: Matches) {
  const chosen = metrics.flatMap((name: Metric, metric): Chosen[] => {
    const selection = selectionOf(name, settings)
    return typeof selection === 'string' ? [] : [{ ...selection, metric }]
  })
  const ranges = categories.map(category => rangesOf(category, settings, chosen))
  const averagePrecisions = createAveragePrecisions(ranges.flat().flatMap(({ curve }) => curve ?? []))
  const thresholds = settings.iouThresholds.length
  const columns = metrics.length + categories.length
  const totals = new Int32Array(lanes)
  const rights = new Int32Array(lanes)
  const precisions = new Float64Array(lanes * thresholds)
  /** [4, 12] categories that have objects */
  const defined = new Int32Array(lanes * metrics.length)

  return (draws: PackedDraws, values: Float64Array): void => {
    const add = (lane: number, metric: number, value: number) => {
      values[lane * columns + metric]! += value
      defined[lane * metrics.length + metric]!++
    }
    defined.fill(0)
    for (let lane = 0; lane < lanes; lane++)
      values
        .fill(0, lane * columns, lane * columns + metrics.length)
        .fill(NaN, lane * columns + metrics.length, (lane + 1) * columns)
    for (let c = 0; c < ranges.length; c++) {
      for (const range of ranges[c]!) {
        weigh(range.objects, draws, totals)
        if (range.curve) averagePrecisions(range.curve, draws, totals, precisions)
        for (const precision of range.precisions)
          for (let lane = 0; lane < lanes; lane++) {
            if (totals[lane] === 0) continue
            const ap = meanAt(precisions, lane * thresholds, precision.thresholds)
            add(lane, precision.metric, ap)
            if (precision.metric === ofAp) values[lane * columns + metrics.length + c] = ap
          }
        for (const recall of range.recalls) {
          weigh(recall.rights, draws, rights)
          for (let lane = 0; lane < lanes; lane++)
            if (totals[lane]! > 0) add(lane, recall.metric, rights[lane]! / (totals[lane]! * recall.thresholds.length))
        }
      }
    }
    for (let lane = 0; lane < lanes; lane++)
      for (let metric = 0; metric < metrics.length; metric++)
        values[lane * columns + metric]! /= defined[lane * metrics.length + metric]!
  }
}

/** The area ranges in which a metric is defined and the category has objects. */
function rangesOf(category: CategoryMatches, settings: Settings, chosen: readonly Chosen[]): WeightedRange[] {
  return settings.areaRanges.flatMap((_, area) => {
    const here = chosen.filter(selection => selection.area === area)
    if (here.length === 0) return []
    const inRange = categoryInRange(category, settings, area)
    const objects = objectsInside(inRange.category, inRange.settings)
    if (objects.length === 0) return []
    const precisions = here.filter(({ of }) => of === 'precision')
    return {
      objects: tallyOf(objects),
      precisions,
      curve: precisions.length > 0 ? weightedCurve(inRange.category, inRange.settings) : undefined,
      recalls: here
        .filter(({ of }) => of === 'recall')
        .map(recall => ({
          ...recall,
          rights: rightsTally(inRange.category, recall.thresholds, settings.caps[recall.cap]!),
        })),
    }
  })
}

/** Mean of the values at some positions, counted from a first. */
function meanAt(values: Float64Array, from: number, positions: readonly number[]): number {
  let sum = 0
  for (const position of positions) sum += values[from + position]!
  return sum / positions.length
}
