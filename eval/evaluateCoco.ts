import type { CocoDetection, Detections } from './detections.ts'
import { evaluateMatches } from './evaluateMatches.ts'
import type { CocoGroundTruth, GroundTruth } from './groundTruth.ts'
import { InvalidInput } from './invalidInput.ts'
import { matchDetections } from './matchDetections.ts'
import { packDetections } from './pack/packDetections.ts'
import { packGroundTruth } from './pack/packGroundTruth.ts'
import { resolveDetections } from './resolve/resolveDetections.ts'
import type { EvaluationResult } from './result.ts'
import { settingsOf } from './settings.ts'
import { type ValidationOptions, validateDetections } from './validateDetections.ts'

/**
 * Scores detections of boxes against ground truth as COCO does. Takes what `JSON.parse` makes of COCO files, or columns.
 * Nothing that pycocotools accepts is refused: what looks like a mistake is a warning in the result.
 * @throws InvalidInput for malformed or contradictory input and for options that cannot be
 */
export function evaluateCoco(
  groundTruth: GroundTruth | CocoGroundTruth,
  detections: Detections | readonly CocoDetection[],
  options: ValidationOptions = {},
): EvaluationResult {
  const settings = settingsOf(options)
  const truth = 'defaulted' in groundTruth ? groundTruth : packGroundTruth(groundTruth)
  const packed = 'imageIds' in detections ? detections : packDetections(detections)
  const resolved = resolveDetections(truth, packed, options)
  const warnings = validateDetections(truth, resolved, options)
  const error = warnings.find(({ severity }) => severity === 'ERROR')
  if (error) throw new InvalidInput(error.code, error.message, error.hint)
  return evaluateMatches(matchDetections(truth, resolved, settings), { warnings })
}
