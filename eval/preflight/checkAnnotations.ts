import type { Finding } from '../finding.ts'
import type { Inspection } from './inspect.ts'
import { sayCount, sayFirst, sayNumber } from './sayCount.ts'

/** Annotations on images, or of categories, that the file does not list: the reference leaves them out silently. */
export function checkAnnotations({ groundTruth, objectImages, objectCategories }: Inspection): Finding | null {
  const rows = Array.from(objectImages.keys()).filter(row => objectImages[row]! < 0 || objectCategories[row]! < 0)
  if (rows.length === 0) return null
  const { ids } = groundTruth.annotations
  const onImages = rows.filter(row => objectImages[row]! < 0).length
  const ofCategories = rows.length - onImages
  const reasons = [
    onImages > 0 ? `${sayNumber(onImages)} on images` : '',
    ofCategories > 0 ? `${sayNumber(ofCategories)} of categories` : '',
  ]
  return {
    code: 'ANNOTATIONS_LEFT_OUT',
    severity: 'WARNING',
    message:
      `${sayNumber(rows.length)} of ${sayCount(ids.length, 'annotation')} left out: ` +
      `${reasons.filter(reason => reason !== '').join(', ')} that the ground truth does not list ` +
      `(${sayFirst(rows.map(row => ids[row]!))}).`,
    hint: 'List these images and categories in the ground truth, or remove the annotations.',
    count: rows.length,
  }
}
