import type { Finding } from '../finding.ts'
import { bestIou } from './bestIou.ts'
import { type BoxReading, inputReadings, plainReadings } from './boxReadings.ts'
import { checkGroundTruthBoxes } from './checkGroundTruthBoxes.ts'
import { describeNegative } from './describeNegative.ts'
import { describeNormalised } from './describeNormalised.ts'
import type { Inspection } from './inspect.ts'
import { sampleRows } from './sampleRows.ts'
import { sayCount } from './sayCount.ts'

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
  const { boxes } = inspection.detections
  return (
    checkGroundTruthBoxes(inspection.groundTruth) ??
    describeNegative(boxes, 'detection', row => `entry ${row}`) ??
    findNormalised(inspection) ??
    findOtherReading(inspection)
  )
}

/** Boxes of which those of the other side say that pixels are meant. */
function findNormalised({ detections, groundTruth: { annotations } }: Inspection): Finding | null {
  if (detections.boxes.length === 0 || annotations.boxes.length === 0) return null
  const found = describeNormalised(detections.boxes)
  const truth = describeNormalised(annotations.boxes, ' of the ground truth')
  return found && truth ? null : (found ?? truth)
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
    code: 'BOX_FORMAT_SUSPECT',
    severity: 'SUSPICION',
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
