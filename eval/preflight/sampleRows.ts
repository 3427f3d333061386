import type { Inspection } from './inspect.ts'

/** Enough for a mean to the second digit; IoU of this many with their image's objects takes a millisecond. */
const mostRows = 500
/** Too few to speak of objects that happen not to be found. */
const leastRows = 20
/** Enough to tell the score that a given share of the detections reaches. */
const probes = 8192

/** i * this, modulo 1, spreads evenly without falling in step with rows that are grouped by image. */
const goldenRatio = 0.618_033_988_749_895

/**
 * Picks detections that should lie on objects: about the best-scored ones on images that have objects, as many as there
 * are such objects on images with detections, 500 at most, in their order. One pass over the scores instead of a sort.
 * @param among [N] 1 for detections to pick from; all where it is left out
 * @param categories positions of the only categories whose objects are counted
 */
export function sampleRows(inspection: Inspection, among?: Uint8Array, categories?: ReadonlySet<number>): Int32Array {
  const size = Math.max(leastRows, countObjects(inspection, categories))
  const rows = rowsFrom(inspection, scoreOfRank(inspection, size, among), among)
  if (rows.length <= size) return rows
  return Int32Array.from({ length: size }, (_, i) => rows[Math.floor((i * rows.length) / size)]!)
}

function countObjects(inspection: Inspection, categories?: ReadonlySet<number>): number {
  const { objects, objectCategories, images } = inspection
  let total = 0
  for (let image = 0; image < images.counts.length && total < mostRows; image++) {
    if (images.counts[image] === 0) continue
    for (let object = objects.first[image]!; object >= 0; object = objects.next[object]!)
      if (categories?.has(objectCategories[object]!) ?? true) total++
  }
  return Math.min(total, mostRows)
}

/** The score that about `rank` of the detections reach. */
function scoreOfRank(inspection: Inspection, rank: number, among?: Uint8Array): number {
  const { scores } = inspection.detections
  const isWhole = scores.length <= probes
  const sample = new Float64Array(isWhole ? scores.length : probes)
  let found = 0
  for (let i = 0; i < sample.length; i++) {
    const row = isWhole ? i : Math.floor(((i * goldenRatio) % 1) * scores.length)
    if (isCandidate(row, inspection, among)) sample[found++] = scores[row]!
  }
  const above = Math.ceil((rank * sample.length) / scores.length)
  return above >= found ? -Infinity : sample.subarray(0, found).sort()[found - above]!
}

function rowsFrom(inspection: Inspection, score: number, among?: Uint8Array): Int32Array {
  const { scores } = inspection.detections
  const rows = new Int32Array(scores.length)
  let length = 0
  for (let row = 0; row < scores.length; row++)
    if (scores[row]! >= score && isCandidate(row, inspection, among)) rows[length++] = row
  return rows.subarray(0, length)
}

function isCandidate(row: number, { images, objects }: Inspection, among?: Uint8Array): boolean {
  const image = images.positions[row]!
  return image >= 0 && objects.counts[image]! > 0 && (among === undefined || among[row] === 1)
}
