import type { Finding } from '../finding.ts'
import { anyObjectCounts } from './anyObjectCounts.ts'
import type { Inspection } from './inspect.ts'
import { sayCount } from './sayCount.ts'

export function checkDetectionCount(inspection: Inspection): Finding | null {
  const { groundTruth, detections, options, scoreFloor } = inspection
  const { scores } = detections
  if (scores.length > 0 && (scoreFloor === null || reaches(scores, scoreFloor))) return null
  const { evaluatedImages, manifestFloor } = options
  const images = sayCount((evaluatedImages ?? groundTruth.images.ids).length, 'image')
  const floor = scoreFloor ?? manifestFloor
  const above = floor === undefined ? '' : ` of a score of ${floor} or more`
  const found = `0 detections${above}${anyObjectCounts(inspection) ? ': AP is 0' : ''}.`
  return {
    code: 'NO_DETECTIONS',
    severity: 'WARNING',
    message: evaluatedImages ? `${images} ran and gave ${found}` : `${images} and ${found}`,
    hint:
      scores.length > 0
        ? `The ${sayCount(scores.length, 'detection')} lie below scoreFloor (--score-floor): lower it.`
        : 'Check that these are the detections that you meant.',
    count: 0,
  }
}

function reaches(scores: Float64Array, floor: number): boolean {
  for (let row = 0; row < scores.length; row++) if (scores[row]! >= floor) return true
  return false
}
