import type { Finding } from '../finding.ts'
import type { Inspection } from './inspect.ts'
import { sayCount, sayFirst, sayNumber } from './sayCount.ts'

/** Annotations on images, or of categories, that the file does not list: the reference leaves them out silently. */
export function checkAnnotations({ groundTruth, objectImages, objectCategories }: Inspection): Finding | null {
  const rows = unlistedRows(objectImages, objectCategories)
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

function unlistedRows(images: Int32Array, categories: Int32Array): number[] {
  const rows: number[] = []
  for (let row = 0; row < images.length; row++) if (images[row]! < 0 || categories[row]! < 0) rows.push(row)
  return rows
}
