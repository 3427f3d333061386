import type { CocoDetection, Detections } from '../detections.ts'
import { InvalidInput } from '../invalidInput.ts'
import { createDetectionsBuilder } from './createDetectionsBuilder.ts'
import { showValue } from './showValue.ts'

/**
 * Packs a parsed COCO results file into columns.
 * @throws InvalidInput DETECTIONS_INVALID
 */
export function packDetections(results: readonly CocoDetection[]): Detections {
  if (!Array.isArray(results))
    throw new InvalidInput('DETECTIONS_INVALID', `Expected an array of detections but received ${showValue(results)}.`)
  const builder = createDetectionsBuilder({ capacity: results.length })
  for (const result of results) builder.add(result)
  return builder.finish()
}
