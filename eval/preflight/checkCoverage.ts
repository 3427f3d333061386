import type { Finding } from '../finding.ts'
import { positionsOf } from '../positionsOf.ts'
import type { Inspection } from './inspect.ts'
import { sayCount, sayNumber } from './sayCount.ts'

/**
 * Images that count although the detector never ran on them; where nobody says which it ran on, those without
 * detections that have objects. "Ran and found nothing" is not "never ran".
 */
export function checkCoverage(inspection: Inspection): Finding | null {
  const { groundTruth, options, images: members } = inspection
  const { ids } = groundTruth.images
  if (options.imageScope === 'EVALUATED_ONLY') return null
  const ran = options.evaluatedImages ? countsOf(options.evaluatedImages, ids) : members.counts
  if (!options.evaluatedImages && !ran.some(count => count > 0)) return null
  const images = Array.from(ran.keys()).filter(image => ran[image] === 0)
  const objects = images.reduce((total, image) => total + countObjects(inspection, image), 0)
  if (images.length === 0 || (!options.evaluatedImages && objects === 0)) return null
  const isOne = images.length === 1
  const some = `${sayNumber(images.length)} of ${sayCount(ids.length, 'ground-truth image')}`
  const missed = `${isOne ? 'its' : 'their'} ${sayCount(objects, 'object counts', 'objects count')} as missed.`
  const setScope = 'et imageScope: EVALUATED_ONLY (--image-scope EVALUATED_ONLY) to leave them out'
  return {
    code: 'IMAGES_NOT_EVALUATED',
    severity: 'WARNING',
    ...(options.evaluatedImages
      ? { message: `${some} ${isOne ? 'was' : 'were'} never run; ${missed}`, hint: `S${setScope}.` }
      : {
          message: `${some} ${isOne ? 'has' : 'have'} no detections; ${missed}`,
          hint: `If the detector never ran there, s${setScope}; if it ran and found nothing, they must count.`,
        }),
    count: images.length,
  }
}

/** [I] above 0 where the image is listed. */
function countsOf(listed: readonly number[], ids: Float64Array): Int32Array {
  const counts = new Int32Array(ids.length)
  for (const position of positionsOf(Float64Array.from(listed), ids)) if (position >= 0) counts[position]!++
  return counts
}

/** Objects on an image that count as missed unless they are found: of the categories that are evaluated. */
function countObjects({ objects, groundTruth, options }: Inspection, image: number): number {
  if (!options.categories) return objects.counts[image]!
  let count = 0
  for (let row = objects.first[image]!; row >= 0; row = objects.next[row]!)
    if (options.categories.includes(groundTruth.annotations.categoryIds[row]!)) count++
  return count
}
