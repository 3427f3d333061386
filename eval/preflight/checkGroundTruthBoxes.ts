import type { Finding } from '../finding.ts'
import type { GroundTruth } from '../groundTruth.ts'
import { positionsOf } from '../positionsOf.ts'
import { type BoxReading, plainReadings } from './boxReadings.ts'
import { describeNegative } from './describeNegative.ts'
import { describeNormalised } from './describeNormalised.ts'
import { sayCount, sayFirst, sayNumber } from './sayCount.ts'

/** Fewer boxes tell nothing. */
const enoughRows = 10

/**
 * How far beyond its image a box must end, as a part of the image's side, how many of the boxes must, and how many must
 * lie inside when they are read otherwise. Of COCO 2014 and 2017 no box ends there; written as x1,y1,x2,y2 three
 * quarters do, as cx,cy,width,height a quarter.
 */
const slack = 0.05
const leastBeyond = 0.1
const leastInside = 0.98

/** The formats that put boxes beyond the right and lower edge. */
const readings = plainReadings.slice(0, 2)

/**
 * Boxes of a ground truth that are not x, y, width, height in pixels: many of negative width or height, all of them
 * normalised, or many that end beyond images whose sizes are known and would not if they were read otherwise.
 */
export function checkGroundTruthBoxes(groundTruth: GroundTruth): Finding | null {
  const { images, annotations } = groundTruth
  const negative = describeNegative(annotations.boxes, 'annotation', row => `id ${annotations.ids[row]}`)
  if (negative) return negative
  const isInPixels = images.widths.some(width => width > 1)
  return isInPixels ? (describeNormalised(annotations.boxes, ' of the ground truth') ?? findBeyond(groundTruth)) : null
}

type Box = Parameters<BoxReading['read']>[0]

function findBeyond(groundTruth: GroundTruth): Finding | null {
  const positions = positionsOf(groundTruth.annotations.imageIds, groundTruth.images.ids)
  const given = findOutside(groundTruth, positions, box => box)
  if (given.sized < enoughRows || given.count < leastBeyond * given.sized) return null
  const counts = readings.map(({ read }) => findOutside(groundTruth, positions, read).count)
  const fewest = Math.min(...counts)
  if (fewest > (1 - leastInside) * given.sized) return null
  const { name, hint } = readings[counts.indexOf(fewest)]!
  return {
    code: 'BOX_FORMAT_SUSPECT',
    severity: 'SUSPICION',
    message:
      `${sayNumber(given.count)} of ${sayCount(given.sized, 'box', 'boxes')} of the ground truth reach beyond their ` +
      `images (${sayFirst(given.first.map(row => `id ${groundTruth.annotations.ids[row]}`))}); ` +
      `read as ${name} ${fewest === 0 ? 'none does' : `only ${sayNumber(fewest)} would`}.`,
    hint,
    count: given.count,
  }
}

/**
 * Counts boxes that reach beyond their images, or have a negative size, when they are read so.
 * @returns `sized`: boxes on images whose size is known; `first`: rows of the first that do
 */
function findOutside({ images, annotations: { boxes } }: GroundTruth, positions: Int32Array, read: BoxReading['read']) {
  const first: number[] = []
  let sized = 0
  let count = 0
  for (let row = 0; row < positions.length; row++) {
    const width = images.widths[positions[row]!] ?? 0
    const height = images.heights[positions[row]!] ?? 0
    if (!(width > 0 && height > 0)) continue
    sized++
    const at = 4 * row
    const box = read([boxes[at]!, boxes[at + 1]!, boxes[at + 2]!, boxes[at + 3]!], { width, height })
    if (isInside(box, width, height)) continue
    if (count++ < 3) first.push(row)
  }
  return { sized, count, first }
}

/** Whether a box lies on an image of that size, or all but. */
function isInside([x, y, width, height]: Box, imageWidth: number, imageHeight: number): boolean {
  const besides = slack * imageWidth
  const above = slack * imageHeight
  const isAcross = width >= 0 && x >= -besides && x + width <= imageWidth + besides
  return isAcross && height >= 0 && y >= -above && y + height <= imageHeight + above
}
