import { evaluatorVersion } from '../../eval/evaluateMatches.ts'
import type { DatasetRow } from '../store/datasets.ts'
import type { EvaluationRow } from '../store/evaluations.ts'
import type { ResultHead } from '../store/newEvaluation.ts'
import type { Protocol } from './generated.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/**
 * What the numbers of an evaluation mean, or will mean.
 * @param result null until it is completed
 */
export function protocolOf(evaluation: EvaluationRow, dataset: DatasetRow, result: ResultHead | null): Protocol {
  const { profile, iouThresholds, caps, areaRanges, scoreFloor, imageScope } = evaluation.settings
  const { evaluator = evaluatorVersion, images, groundTruths, crowds, detections } = result?.protocol ?? {}
  return {
    profile,
    iouThresholds,
    maxDetections: caps,
    areaRanges,
    scoreFloor,
    imageScope,
    evaluator,
    groundTruthSha256: hex(dataset.contentHash),
    detectionsSha256: evaluation.detectionsHash && hex(evaluation.detectionsHash),
    images: images ?? null,
    groundTruths: groundTruths ?? null,
    crowds: crowds ?? null,
    detections: detections ?? null,
  }
}
