import type { BestF1 } from '../../eval/explain/bestF1.ts'
import type { ConfusionCell, ConfusionCells } from '../../eval/explain/confusionMatrix.ts'
import type { ErrorBreakdown } from '../../eval/explain/errorBreakdown.ts'
import type { OperatingPoint } from '../../eval/explain/matchOverlaps.ts'
import type { CurvePoint } from '../../eval/explain/precisionRecall.ts'
import type { Page, PageRequest } from '../store/page.ts'

/** Whose question it is. */
type Of = { readonly evaluationId: string }

export type ImageOrder = 'MOST_ERRORS' | 'MOST_FALSE_POSITIVES' | 'MOST_MISSES' | 'FILE_ID'

/** What became of an image: how many there are of each. */
export type ImageOutcome = {
  /** its id in the file of the ground truth */
  readonly imageId: number
  readonly truePositives: number
  readonly falsePositives: number
  readonly excused: number
  readonly misses: number
}

/** x, y, width, height in pixels of the upright photo. */
type Box = readonly [x: number, y: number, width: number, height: number]

export type DetectionRow = { readonly categoryId: number; readonly score: number; readonly box: Box }
export type ObjectRow = {
  /** of the annotation in its file */
  readonly fileId: number
  readonly categoryId: number
  readonly box: Box
}
/** One of them is null where the other has no partner. */
export type BoxPairRow = {
  readonly detection: DetectionRow | null
  readonly object: ObjectRow | null
  readonly iou: number | null
}

export type TruePositiveRow = { readonly detection: DetectionRow; readonly object: ObjectRow; readonly iou: number }

/** The boxes of an image by what became of them. */
export type ImageBoxes = {
  readonly truePositives: readonly TruePositiveRow[]
  readonly falsePositives: readonly DetectionRow[]
  readonly excused: readonly DetectionRow[]
  readonly misses: readonly ObjectRow[]
  readonly crowds: readonly ObjectRow[]
}

/** A page of a list of images, and how many the list has. */
export type ImagePage<Row> = Page<Row> & { readonly total: number }

/**
 * Questions about completed evaluations, answered from what is stored of their matches. The first of an evaluation opens
 * it; the others find it open.
 */
export type Insights = {
  /** A curve for each of `categoryIds`, in their order; null is the mean of all. */
  precisionRecall(args: Of & { categoryIds: readonly (number | null)[]; iou: number }): Promise<CurvePoint[][]>

  bestF1(args: Of & { iou: number }): Promise<BestF1>

  confusionMatrix(args: Of & OperatingPoint): Promise<ConfusionCells>

  /** Images of a cell, most pairs first, then by id. */
  confusedImages(args: Of & OperatingPoint & PageRequest & { cell: ConfusionCell }): Promise<ImagePage<ImageOutcome>>

  /** The pairs of a cell, image by image in the order of `imageIds`. */
  confusions(
    args: Of & OperatingPoint & { cell: ConfusionCell; imageIds: readonly number[] },
  ): Promise<(readonly BoxPairRow[])[]>

  errorBreakdown(args: Of): Promise<ErrorBreakdown>

  images(args: Of & OperatingPoint & PageRequest & { orderBy: ImageOrder }): Promise<ImagePage<ImageOutcome>>

  /** Null for an image that does not count. */
  image(args: Of & OperatingPoint & { imageId: number }): Promise<ImageOutcome | null>

  /** In the order of `imageIds`. */
  boxes(args: Of & OperatingPoint & { imageIds: readonly number[] }): Promise<ImageBoxes[]>

  /** Images on which the candidate makes more, or fewer, errors; the largest difference first, then by id. */
  changedImages(
    args: { baselineId: string; candidateId: string; direction: 'WORSE' | 'BETTER' } & OperatingPoint & PageRequest,
  ): Promise<ImagePage<{ baseline: ImageOutcome; candidate: ImageOutcome; change: number }>>
}
