import type { Finding } from '../finding.ts'
import { anyObjectCounts } from './anyObjectCounts.ts'
import type { Inspection } from './inspect.ts'
import { sayCount } from './sayCount.ts'

export function checkObjectCount(inspection: Inspection): Finding | null {
  if (anyObjectCounts(inspection)) return null
  const { length } = inspection.groundTruth.annotations.ids
  const annotations = sayCount(length, 'annotation')
  return {
    code: 'NO_OBJECTS',
    severity: 'WARNING',
    message:
      `The ground truth has no objects (${length > 0 ? `${annotations}, none that counts` : annotations}): ` +
      'every number is undefined.',
    hint:
      length > 0
        ? "Crowds do not count, nor does what lies outside the area range 'all' or the images and categories evaluated."
        : 'Check that this is the ground truth that you meant.',
    count: 0,
  }
}
