import type { Finding } from '../finding.ts'
import { bestIou } from './bestIou.ts'
import { type BoxReading, inputReadings, plainReadings } from './boxReadings.ts'
import type { Inspection } from './inspect.ts'
import { sampleRows } from './sampleRows.ts'
import { sayCount, sayNumber } from './sayCount.ts'

/** Fewer detections tell nothing. */
const enoughRows = 10

/**
 * By how much the median IoU must rise. On COCO 2014 and 2017 with three detectors, boxes read rightly had medians of
 * 0.63 to 0.87, in any wrong way at most 0.18. Where the median is half or more nothing else is tried.
 */
const rise = 0.25
const rightIou = 0.5

/** Of readings as good as this apart, the plainer one, which comes first, is told. */
const tie = 0.02

/** Boxes that are not x, y, width, height in pixels, told by their values or by how they lie on the objects. */
export function checkBoxFormat(inspection: Inspection): Finding | null {
  return findNormalised(inspection) ?? findOtherReading(inspection)
}

const suspect = { code: 'BOX_FORMAT_SUSPECT', severity: 'SUSPICION' } as const

function findNormalised({ detections, groundTruth }: Inspection): Finding | null {
  const { annotations, images } = groundTruth
  const isFound = isNormalised(detections.boxes)
  if (!isNormalised(annotations.boxes))
    return isFound && annotations.boxes.length > 0 ? describeNormalised(detections.boxes) : null
  const isInPixels = images.widths.some(width => width > 1) || (detections.boxes.length > 0 && !isFound)
  return isInPixels ? describeNormalised(annotations.boxes, ' of the ground truth') : null
}

/** Whether all but a hundredth of the values lie in -1 to 1. */
const isNormalised = (boxes: Float64Array) =>
  boxes.length > 0 && countOutsideUnit(boxes, boxes.length / 100) <= boxes.length / 100

function describeNormalised(boxes: Float64Array, whose = ''): Finding {
  const outside = countOutsideUnit(boxes, boxes.length)
  const all = sayCount(boxes.length, 'box value')
  const values = outside === 0 ? `All ${all}` : `${sayNumber(boxes.length - outside)} of ${all}`
  return {
    ...suspect,
    message: `${values}${whose} are <= 1: they look normalised, but pixels are expected.`,
    hint: "Multiply x and width by the image's width, y and height by its height.",
    count: boxes.length / 4,
  }
}

/** Counts values outside -1 to 1, and stops above `limit`. */
function countOutsideUnit(boxes: Float64Array, limit: number): number {
  let outside = 0
  for (let i = 0; i < boxes.length && outside <= limit; i++) if (Math.abs(boxes[i]!) > 1) outside++
  return outside
}

function findOtherReading(inspection: Inspection): Finding | null {
  const rows = sampleRows(inspection)
  if (rows.length < enoughRows) return null
  const given = medianIou(inspection, rows, box => box)
  if (given >= rightIou) return null
  const boxes = Array.from(rows, row => boxAt(inspection, row))
  const readings = [...plainReadings, ...(areSized(inspection, rows) ? inputReadings(boxes) : [])]
  const medians = readings.map(({ read }) => medianIou(inspection, rows, read))
  const best = Math.max(...medians)
  if (best < given + rise) return null
  const at = medians.findIndex(median => median >= best - tie)
  const { name, hint } = readings[at]!
  return {
    ...suspect,
    message:
      `Read as ${name} the median IoU of ${sayCount(rows.length, 'well-scored detection')} with the ground truth rises ` +
      `from ${given.toFixed(2)} to ${medians[at]!.toFixed(2)}.`,
    hint,
    count: inspection.detections.scores.length,
  }
}

function areSized({ groundTruth, images }: Inspection, rows: Int32Array): boolean {
  const { widths, heights } = groundTruth.images
  return rows.every(row => widths[images.positions[row]!]! > 0 && heights[images.positions[row]!]! > 0)
}

function boxAt({ detections: { boxes } }: Inspection, row: number) {
  return [boxes[4 * row]!, boxes[4 * row + 1]!, boxes[4 * row + 2]!, boxes[4 * row + 3]!] as const
}

function medianIou(inspection: Inspection, rows: Int32Array, read: BoxReading['read']): number {
  const { widths, heights } = inspection.groundTruth.images
  const box = new Float64Array(4)
  const ious = Float64Array.from(rows, row => {
    const image = inspection.images.positions[row]!
    box.set(read(boxAt(inspection, row), { width: widths[image]!, height: heights[image]! }))
    return bestIou(inspection, image, box, 0, null)
  }).sort()
  return ious[Math.floor(ious.length / 2)]!
}
