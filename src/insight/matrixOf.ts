import { type ConfusionCells, confusionCells } from '../../eval/explain/confusionMatrix.ts'
import type { OperatingPoint } from '../../eval/explain/matchOverlaps.ts'
import type { OpenEvaluation } from './openEvaluation.ts'

/** @throws InvalidInput OPTIONS_INVALID */
export const matrixOf = (
  { part, overlaps }: OpenEvaluation,
  { minScore, iou }: OperatingPoint,
): Promise<ConfusionCells> =>
  part('confusionMatrix', [minScore, iou], async () => confusionCells(await overlaps(), { minScore, iou }))
