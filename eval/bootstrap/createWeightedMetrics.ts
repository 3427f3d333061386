import { objectsInside } from '../explain/outcomesOf.ts'
import type { CategoryMatches, Matches } from '../matches.ts'
import { type Metric, metrics } from '../result.ts'
import type { Settings } from '../settings.ts'
import { type Selection, selectionOf } from '../summarize.ts'
import { categoryInRange } from './categoryInRange.ts'
import { createAveragePrecisions } from './createAveragePrecisions.ts'
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

/**
 * Prepares matches for many evaluations under weights of the images. `weights` [I] are integers from 0; `values` [12 + C]
 * takes the twelve and the AP of each category that evaluating would give of a data set in which image i stands
 * `weights[i]` times, copies next to each other in the order of the images; NaN where undefined.
 */
export function createWeightedMetrics({ settings, categories }: Matches) {
  const chosen = metrics.flatMap((name: Metric, metric): Chosen[] => {
    const selection = selectionOf(name, settings)
    return typeof selection === 'string' ? [] : [{ ...selection, metric }]
  })
  const ranges = categories.map(category => rangesOf(category, settings, chosen))
  const averagePrecisions = createAveragePrecisions(ranges.flat().flatMap(({ curve }) => curve ?? []))
  const precisions = new Float64Array(settings.iouThresholds.length)
  const defined = new Int32Array(metrics.length)

  return (weights: Int32Array, values: Float64Array): void => {
    values.fill(0, 0, metrics.length)
    values.fill(NaN, metrics.length)
    defined.fill(0)
    const add = (metric: number, value: number) => {
      values[metric]! += value
      defined[metric]!++
    }
    for (let c = 0; c < ranges.length; c++) {
      for (const range of ranges[c]!) {
        const total = weigh(range.objects, weights)
        if (total === 0) continue
        if (range.curve) averagePrecisions(range.curve, weights, total, precisions)
        for (const { metric, thresholds } of range.precisions) {
          const ap = meanAt(precisions, thresholds)
          add(metric, ap)
          if (metrics[metric] === 'ap') values[metrics.length + c] = ap
        }
        for (const { metric, thresholds, rights } of range.recalls)
          add(metric, weigh(rights, weights) / (total * thresholds.length))
      }
    }
    for (let metric = 0; metric < metrics.length; metric++) values[metric]! /= defined[metric]!
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

function meanAt(values: Float64Array, positions: readonly number[]): number {
  let sum = 0
  for (const position of positions) sum += values[position]!
  return sum / positions.length
}
