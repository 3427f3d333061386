import { type Metric, metrics } from './metricNames.ts'

/** What the address of a comparison says; what it does not say, or says wrongly, is as in `plainAddress`. */
export type CompareAddress = {
  /** whose evaluations are chosen from; null: that of the chosen ones, or the newest */
  dataset: string | null
  baseline: string | null
  candidate: string | null
  /** which number decides */
  metric: Metric
  /** points of 100 that it may drop */
  maxDrop: number
  replicates: number
  seed: number
  confidence: number
  /** whether only categories are shown whose interval leaves 0 outside */
  certain: boolean
  /** by which column categories are sorted; with a `-` before it the largest first */
  sort: string
  /** whose images are shown */
  side: 'worse' | 'better'
  minScore: number
  iou: number
  /** id in the ground truth of the image that is open */
  image: number | null
}

export const plainAddress: CompareAddress = {
  ...{ dataset: null, baseline: null, candidate: null },
  ...{ metric: 'AP', maxDrop: 0 },
  ...{ replicates: 1000, seed: 1, confidence: 0.95 },
  ...{ certain: false, sort: 'difference', side: 'worse', minScore: 0.5, iou: 0.5, image: null },
}

/** What the API takes. */
const ranges = {
  maxDrop: [0, 100],
  replicates: [100, 10_000],
  seed: [-(2 ** 31), 2 ** 31 - 1],
  confidence: [0.5, 0.999],
  minScore: [0, 1],
  iou: [0.1, 0.95],
} as const

export type RangedName = keyof typeof ranges

const whole: readonly string[] = ['replicates', 'seed']

/** Whether the API takes this number there. */
export function isInRange(name: RangedName, value: number): boolean {
  const [min, max] = ranges[name]
  return value >= min && value <= max && (!whole.includes(name) || Number.isInteger(value))
}

/** The smallest and the largest number that the API takes there. */
export const rangeOf = (name: RangedName): readonly [number, number] => ranges[name]

/** Reads the part of an address after the question mark. */
export function readCompareAddress(params: URLSearchParams): CompareAddress {
  function ranged(name: RangedName): number {
    const text = params.get(name)
    return text && isInRange(name, Number(text)) ? Number(text) : plainAddress[name]
  }
  const image = params.get('image')
  return {
    ...{ dataset: params.get('dataset'), baseline: params.get('baseline'), candidate: params.get('candidate') },
    metric: metrics.find(metric => metric === params.get('metric')) ?? plainAddress.metric,
    ...{ maxDrop: ranged('maxDrop'), replicates: ranged('replicates'), seed: ranged('seed') },
    ...{ confidence: ranged('confidence'), minScore: ranged('minScore'), iou: ranged('iou') },
    certain: params.get('certain') === 'true',
    sort: params.get('sort') ?? plainAddress.sort,
    side: params.get('side') === 'better' ? 'better' : 'worse',
    image: image && Number.isFinite(Number(image)) ? Number(image) : null,
  }
}

/** The same parameters with a change; what is as in `plainAddress` is left out. */
export function changeCompareAddress(params: URLSearchParams, change: Partial<CompareAddress>): URLSearchParams {
  const changed = new URLSearchParams(params)
  for (const [name, value] of Object.entries(change))
    if (value === null || value === plainAddress[name as keyof CompareAddress]) changed.delete(name)
    else changed.set(name, String(value))
  return changed
}
