import { type BestF1, bestF1 } from '../../eval/explain/bestF1.ts'
import { type ConfusionMatrix, confusionMatrix } from '../../eval/explain/confusionMatrix.ts'
import { type ErrorBreakdown, errorBreakdown } from '../../eval/explain/errorBreakdown.ts'
import { imageErrors, worstImages } from '../../eval/explain/imageErrors.ts'
import type { OperatingPoint } from '../../eval/explain/matchOverlaps.ts'
import type { Overlaps } from '../../eval/explain/overlaps.ts'
import type { GroundTruth } from '../../eval/groundTruth.ts'
import type { Matches } from '../../eval/matches.ts'
import type { EvaluationResult } from '../../eval/result.ts'

/** One image at the operating point; `fileName` is '' where the ground truth gives none. */
export type ImageRow = {
  readonly imageId: number
  readonly fileName: string
  readonly truePositives: number
  readonly falsePositives: number
  readonly misses: number
}

/** All that a report shows. */
export type ReportData = {
  readonly title: string
  /** what was evaluated, as the reader knows it */
  readonly files: { readonly groundTruth: string; readonly detections: string }
  readonly result: EvaluationResult
  readonly bestF1: BestF1
  readonly confusion: ConfusionMatrix
  readonly errors: ErrorBreakdown
  readonly images: OperatingPoint & {
    /** how many images were evaluated */
    readonly total: number
    /** most errors first, none without */
    readonly worst: readonly ImageRow[]
  }
}

type Evaluated = Pick<ReportData, 'title' | 'files' | 'result'> & {
  readonly groundTruth: GroundTruth
  readonly matches: Matches
  readonly overlaps: Overlaps
}

/**
 * Derives what a report shows from an evaluation: `matches` and `overlaps` of the same detections under the same
 * settings. Confusion and images are told at IoU 0.50 (where that is no threshold of the protocol, at its first) and, as
 * that is how the detector would be used, at the score of the best F1; at 0.5 where there is none.
 */
export function reportData({ title, files, result, groundTruth, matches, overlaps }: Evaluated): ReportData {
  const { iouThresholds } = matches.settings
  const iou = iouThresholds.includes(0.5) ? 0.5 : iouThresholds[0]!
  const best = bestF1(matches, { iou })
  const point = { minScore: best.overall.score ?? 0.5, iou }
  return {
    title,
    files,
    result,
    bestF1: best,
    confusion: confusionMatrix(overlaps, point),
    errors: errorBreakdown(overlaps, { foreground: iou }),
    images: { ...point, total: overlaps.imageIds.length, worst: worstRows(overlaps, groundTruth, point) },
  }
}

/** How many images are listed. */
const listed = 25

function worstRows(overlaps: Overlaps, { images }: GroundTruth, point: OperatingPoint): ImageRow[] {
  const errors = imageErrors(overlaps, point)
  return worstImages(errors, listed).map(imageId => {
    const image = errors.imageIds.indexOf(imageId)
    return {
      imageId,
      fileName: images.fileNames[images.ids.indexOf(imageId)] ?? '',
      truePositives: errors.truePositives[image]!,
      falsePositives: errors.falsePositives[image]!,
      misses: errors.misses[image]!,
    }
  })
}
