import type { Finding } from './finding.ts'
import type { Category } from './groundTruth.ts'
import type { Matches } from './matches.ts'
import type { Settings } from './settings.ts'

export const metrics = [
  'ap',
  'ap50',
  'ap75',
  'apSmall',
  'apMedium',
  'apLarge',
  'ar1',
  'ar10',
  'ar100',
  'arSmall',
  'arMedium',
  'arLarge',
] as const

export type Metric = (typeof metrics)[number]

/** The twelve numbers of COCO, 0 to 1, in their order; null where undefined. */
export type CocoSummary = Record<Metric, number | null>

/** Why a number is null, for each that is. */
export type Reasons = Partial<Record<Metric, string>>

export type CategoryResult = CocoSummary & {
  readonly category: Category
  /** objects that count, crowds left out */
  readonly groundTruths: number
  readonly crowds: number
  /** detections that count: from the floor up, of each image the best up to the largest cap */
  readonly detections: number
  readonly reasons: Reasons
}

/**
 * Precision of one category over recall, all areas, at the largest cap: [T, 101] each, a row a threshold, a column a
 * recall point. Precision is the best from that recall on, 0 past the last recall reached.
 */
export type PrecisionRecall = {
  readonly category: Category
  readonly precision: Float64Array
  /** score of the detection that reaches the recall; NaN past the last */
  readonly scores: Float64Array
}

/**
 * What the numbers mean. Two results are comparable when all but the counts and the hash of the detections agree; with
 * EVALUATED_ONLY their images must be the same too, which only `evaluatedImages` tells where it is given.
 */
export type Protocol = Settings & {
  readonly evaluator: string
  readonly images: number
  readonly groundTruths: number
  readonly crowds: number
  readonly detections: number
  /** detections that do not count: see Matches */
  readonly leftOut: Matches['leftOut']
  /** SHA-256 of what was evaluated, where the caller gave it */
  readonly hashes: { readonly groundTruth: string | null; readonly detections: string | null }
}

export type EvaluationResult = {
  readonly summary: CocoSummary
  readonly reasons: Reasons
  /** recall over all areas at each cap of the protocol */
  readonly recallByCap: readonly { readonly cap: number; readonly ar: number | null }[]
  /** at the largest cap, for each area range of the protocol */
  readonly byArea: readonly { readonly area: string; readonly ap: number | null; readonly ar: number | null }[]
  readonly perCategory: readonly CategoryResult[]
  /** of the categories that have objects; NaN where all of these lie outside the range 'all' */
  readonly curves: readonly PrecisionRecall[]
  readonly protocol: Protocol
  readonly warnings: readonly Finding[]
}
