import type { Finding, FindingCode } from '../../eval/finding.ts'
import type { GroundTruth } from '../../eval/groundTruth.ts'
import { packDetections } from '../../eval/pack/packDetections.ts'
import { validateDetections } from '../../eval/validateDetections.ts'

/** What of pre-flight's findings is about the ground truth alone. */
const ofGroundTruth: readonly FindingCode[] = [
  'NO_OBJECTS',
  'BOX_FORMAT_SUSPECT',
  'DEFAULTED_FIELDS',
  'ANNOTATIONS_LEFT_OUT',
  'ANNOTATION_ID_ZERO',
]

/** What is to be noticed in a ground truth before there are any detections; pre-flight says the same again. */
export const groundTruthNotes = (groundTruth: GroundTruth): Finding[] =>
  validateDetections(groundTruth, packDetections([])).filter(({ code }) => ofGroundTruth.includes(code))
