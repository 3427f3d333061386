import type { Finding } from '../finding.ts'
import { areNegativeInBulk } from './areNegativeInBulk.ts'
import type { Inspection } from './inspect.ts'
import { sayCount, sayFirst } from './sayCount.ts'

/**
 * Boxes of zero or negative width or height: their IoU with any box is 0. A detection of negative area lies outside the
 * area ranges, as in the reference, so that it does not count where it matches nothing.
 */
export function checkBoxAreas({ groundTruth, detections }: Inspection): Finding | null {
  const { annotations } = groundTruth
  const flatDetections = flatRows(detections.boxes)
  const flatAnnotations = flatRows(annotations.boxes)
  const count = flatDetections.length + flatAnnotations.length
  if (count === 0) return null
  const parts = [
    flatDetections.length > 0
      ? `${sayCount(flatDetections.length, 'detection')} (${sayFirst(flatDetections.map(row => `entry ${row}`))})`
      : '',
    flatAnnotations.length > 0
      ? `${sayCount(flatAnnotations.length, 'annotation')} (${sayFirst(flatAnnotations.map(row => `id ${annotations.ids[row]}`))})`
      : '',
  ]
  const negative = flatDetections.filter(row => detections.boxes[4 * row + 2]! * detections.boxes[4 * row + 3]! < 0)
  const effects = [
    negative.length < flatDetections.length ? 'a detection counts as a false positive' : '',
    negative.length > 0 ? 'a detection of negative area counts as neither right nor wrong' : '',
    flatAnnotations.length > 0 ? 'an annotation counts as missed where its area counts' : '',
  ]
  return {
    code: 'BOXES_WITHOUT_AREA',
    severity: 'WARNING',
    message:
      `Zero or negative width or height: ${parts.filter(part => part !== '').join(' and ')}. ` +
      `Such boxes match nothing: ${effects.filter(effect => effect !== '').join('; ')}.`,
    hint: 'Expected x, y, width, height in pixels; remove empty boxes.',
    count,
  }
}

/** Rows of boxes without area; where so many are negative that checkBoxFormat tells it, those of size 0 alone. */
function flatRows(boxes: Float64Array): number[] {
  const rows: number[] = []
  for (let at = 0; at < boxes.length; at += 4) if (!(boxes[at + 2]! > 0 && boxes[at + 3]! > 0)) rows.push(at / 4)
  const isFlat = (row: number) => boxes[4 * row + 2]! >= 0 && boxes[4 * row + 3]! >= 0
  const flat = rows.filter(isFlat)
  return areNegativeInBulk(rows.length - flat.length, boxes.length / 4) ? flat : rows
}
