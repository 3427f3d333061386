import { bestRows } from './bestRows.ts'
import type { Inspection } from './inspect.ts'

/** IoU with this many objects takes a millisecond or two. */
const mostRows = 2000

/**
 * Picks detections that should lie on objects: the best-scored ones on images that have objects, at most as many as
 * there are objects on images with detections.
 * @param differing [N] only rows where this is 1
 */
export function sampleRows({ detections, images, objects, counts }: Inspection, differing?: Uint8Array): Int32Array {
  const { starts } = objects
  let total = 0
  for (let image = 0; image < counts.length; image++)
    if (counts[image]! > 0) total += starts[image + 1]! - starts[image]!
  const rows = rowsOnObjects(images, starts, differing)
  return bestRows(rows, detections.scores, Math.min(mostRows, total))
}

function rowsOnObjects(images: Int32Array, starts: Int32Array, differing?: Uint8Array): Int32Array {
  const rows = new Int32Array(images.length)
  let length = 0
  for (let row = 0; row < images.length; row++) {
    const image = images[row]!
    if (image < 0 || starts[image + 1] === starts[image]) continue
    if (differing === undefined || differing[row] === 1) rows[length++] = row
  }
  return rows.subarray(0, length)
}
