import type { Finding } from '../finding.ts'
import type { Inspection } from './inspect.ts'
import { sayCount, sayFirst } from './sayCount.ts'

/** Boxes of zero or negative width or height: their IoU with any box is 0. */
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
  return {
    code: 'BOXES_WITHOUT_AREA',
    severity: 'WARNING',
    message:
      `Zero or negative width or height: ${parts.filter(part => part !== '').join(' and ')}. ` +
      'Such boxes match nothing: they count as false positives and misses.',
    hint: 'Expected x, y, width, height in pixels; remove empty boxes.',
    count,
  }
}

function flatRows(boxes: Float64Array): number[] {
  const rows: number[] = []
  for (let box = 0; box < boxes.length; box += 4) if (!(boxes[box + 2]! > 0 && boxes[box + 3]! > 0)) rows.push(box / 4)
  return rows
}
