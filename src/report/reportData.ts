import type { Category } from '../../eval/groundTruth.ts'
import type { EvaluationResult } from '../../eval/result.ts'

/** The score threshold of the best F1, and what is had there. */
export type BestF1 = {
  readonly score: number
  readonly f1: number
  readonly precision: number
  readonly recall: number
}

export type ReportData = {
  readonly title: string
  /** what was evaluated, as the reader knows it */
  readonly files: { readonly groundTruth: string; readonly detections: string }
  readonly result: EvaluationResult
  readonly bestF1: {
    readonly iou: number
    /** all categories pooled; null where there is nothing to find or nothing found */
    readonly overall: BestF1 | null
    /** by the category's id */
    readonly perCategory: ReadonlyMap<number, BestF1 | null>
  }
  readonly confusion: {
    readonly minScore: number
    readonly iou: number
    readonly categories: readonly Category[]
    /** [C + 1, C + 1]: a row what is there, a column what was predicted; background comes last */
    readonly counts: ArrayLike<number>
  }
  readonly errors: ErrorBreakdown
  readonly images: {
    readonly minScore: number
    readonly iou: number
    /** how many images were evaluated */
    readonly total: number
    /** most errors first */
    readonly worst: readonly ImageErrors[]
  }
}

export type ErrorType = 'classification' | 'localisation' | 'both' | 'duplicate' | 'background' | 'missed'

/** How many errors of a kind there are, and by how much the AP would rise were they mended. */
type Errors = { readonly count: number; readonly deltaAp: number | null }

export type ErrorBreakdown = {
  /** IoU from which a detection is on an object, and up to which it is on background */
  readonly foreground: number
  readonly background: number
  /** AP at IoU `foreground`, 0 to 1; null where there is no object */
  readonly ap: number | null
  readonly reason?: string
  readonly errors: Readonly<Record<ErrorType, Errors>>
  readonly falsePositives: Errors
  readonly falseNegatives: Errors
}

export type ImageErrors = {
  readonly imageId: number
  readonly fileName: string
  readonly truePositives: number
  readonly falsePositives: number
  readonly misses: number
}
