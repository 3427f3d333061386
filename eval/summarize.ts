import type { CategoryAccumulation } from './accumulate.ts'
import type { CategoryMatches } from './matches.ts'
import type { CategoryResult, CocoSummary, EvaluationResult, Metric, Reasons } from './result.ts'
import type { Settings } from './settings.ts'

/** Of which area range, IoU threshold (all: their mean) and cap (largest: the largest) a metric is the mean. */
type Definition = { of: 'precision' | 'recall'; area: string; iou: number | 'all'; cap: number | 'largest' }

/** Source: cocoapi PythonAPI/pycocotools/cocoeval.py, summarizeDets. */
const definitions: Record<Metric, Definition> = {
  ap: { of: 'precision', area: 'all', iou: 'all', cap: 'largest' },
  ap50: { of: 'precision', area: 'all', iou: 0.5, cap: 'largest' },
  ap75: { of: 'precision', area: 'all', iou: 0.75, cap: 'largest' },
  apSmall: { of: 'precision', area: 'small', iou: 'all', cap: 'largest' },
  apMedium: { of: 'precision', area: 'medium', iou: 'all', cap: 'largest' },
  apLarge: { of: 'precision', area: 'large', iou: 'all', cap: 'largest' },
  ar1: { of: 'recall', area: 'all', iou: 'all', cap: 1 },
  ar10: { of: 'recall', area: 'all', iou: 'all', cap: 10 },
  ar100: { of: 'recall', area: 'all', iou: 'all', cap: 100 },
  arSmall: { of: 'recall', area: 'small', iou: 'all', cap: 'largest' },
  arMedium: { of: 'recall', area: 'medium', iou: 'all', cap: 'largest' },
  arLarge: { of: 'recall', area: 'large', iou: 'all', cap: 'largest' },
}

type Summary = { summary: CocoSummary; reasons: Reasons }

/** The twelve over some categories: each the mean over those that have objects in its area range. */
export function summarize(accumulations: readonly CategoryAccumulation[], settings: Settings): Summary {
  const summary = {} as CocoSummary
  const reasons: Reasons = {}
  for (const [metric, definition] of Object.entries(definitions) as [Metric, Definition][]) {
    const value = meanOf(definition, accumulations, settings)
    summary[metric] = numberOrNull(value)
    if (typeof value === 'string') reasons[metric] = value
  }
  return { summary, reasons }
}

/** The entries of a CategoryAccumulation that a metric is the mean of, by their positions in the settings. */
export type Selection = {
  readonly of: 'precision' | 'recall'
  readonly area: number
  readonly thresholds: readonly number[]
  readonly cap: number
}

/** What a metric is the mean of under some settings, or why it is undefined under them. */
export const selectionOf = (metric: Metric, settings: Settings) => select(definitions[metric], settings)

function select(definition: Definition, settings: Settings): Selection | string {
  const { areaRanges, iouThresholds, caps, profile } = settings
  const { of } = definition
  if (of === 'recall' && profile === 'OMZ_ACCURACY_CHECKER') return `profile ${profile} has no recall`
  const area = areaRanges.findIndex(({ name }) => name === definition.area)
  if (area < 0) return `the protocol has no area range '${definition.area}'`
  const thresholds = iouThresholds.flatMap((iou, t) => (definition.iou === 'all' || definition.iou === iou ? [t] : []))
  if (thresholds.length === 0) return `the protocol has no IoU threshold ${definition.iou}`
  const cap = definition.cap === 'largest' ? caps.length - 1 : caps.indexOf(definition.cap)
  if (cap < 0) return `the protocol has no cap ${definition.cap}`
  return { of, area, thresholds, cap }
}

/** A number, or why there is none. */
function meanOf(definition: Definition, accumulations: readonly CategoryAccumulation[], settings: Settings) {
  const selection = select(definition, settings)
  if (typeof selection === 'string') return selection
  const { of, area, thresholds, cap } = selection
  const { areaRanges, iouThresholds, caps } = settings
  const counting = accumulations.filter(({ objects }) => objects[area]! > 0)
  const { name, min, max } = areaRanges[area]!
  if (counting.length === 0 && name === 'all') return 'the ground truth has no object that counts'
  if (counting.length === 0) return `no object has an area of ${min} to ${max} square pixels`
  return mean(
    counting.flatMap(({ ap, recall }) =>
      thresholds.map(t => {
        const at = area * iouThresholds.length + t
        return of === 'precision' ? ap[at]! : recall[at * caps.length + cap]!
      }),
    ),
  )
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Recall over all areas at each cap, mean over the categories that have objects. */
export function recallByCap(
  accumulations: readonly CategoryAccumulation[],
  settings: Settings,
): EvaluationResult['recallByCap'] {
  return settings.caps.map(cap => ({
    cap,
    ar: numberOrNull(meanOf({ of: 'recall', area: 'all', iou: 'all', cap }, accumulations, settings)),
  }))
}

/** Precision and recall in each area range, mean over the categories that have objects in it. */
export function byArea(accumulations: readonly CategoryAccumulation[], settings: Settings): EvaluationResult['byArea'] {
  const mean = (of: 'precision' | 'recall', area: string) =>
    numberOrNull(meanOf({ of, area, iou: 'all', cap: 'largest' }, accumulations, settings))
  return settings.areaRanges.map(({ name }) => ({
    area: name,
    ap: mean('precision', name),
    ar: mean('recall', name),
  }))
}

const numberOrNull = (value: number | string) => (typeof value === 'number' ? value : null)

export function summarizeCategory(
  matches: CategoryMatches,
  accumulation: CategoryAccumulation,
  settings: Settings,
): CategoryResult {
  const { summary, reasons } = summarize([accumulation], settings)
  const { category, crowds, scores } = matches
  const groundTruths = matches.objectImages.length
  return { category, ...summary, groundTruths, crowds, detections: scores.length, reasons }
}
