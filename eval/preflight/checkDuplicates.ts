import type { Detections } from '../detections.ts'
import type { Finding } from '../finding.ts'
import type { Inspection } from './inspect.ts'
import { sayCount, sayFirst, sayNumber } from './sayCount.ts'

/** A detector may give a box twice; a file that was joined with itself has more of them than this. */
const enoughRows = 10
const leastShare = 0.01

/**
 * Rows with the same hash that are compared before one is taken for new: in a table that is at most half full more come
 * but by intent, and then cost no more than this.
 */
const mostProbes = 32

/**
 * Of more rows than this first an eighth is looked at, which has the copies of each of its rows too; all of them only
 * where it has half as many copies as would be told.
 */
const manyRows = 50_000
const sampleBits = 3

/** Detections that occur again with the same image, category, box and score: an object is found once, so each is wrong. */
export function checkDuplicates({ detections, images }: Inspection): Finding | null {
  const { scores } = detections
  if (scores.length > manyRows) {
    const { rows, count } = findCopies(detections, images.positions, sampleBits)
    if (rows >= manyRows >> (sampleBits + 1) && count <= (leastShare / 2) * rows) return null
  }
  const { count, first } = findCopies(detections, images.positions, 0)
  if (count < enoughRows || count <= leastShare * scores.length) return null
  return {
    code: 'DUPLICATE_DETECTIONS',
    severity: 'WARNING',
    message:
      `${sayNumber(count)} of ${sayCount(scores.length, 'detection')} are copies of earlier ones, with the same image, ` +
      `category, box and score (${sayFirst(first.map(row => `entry ${row}`))}). A copy counts as a false positive, so ` +
      'that AP is understated.',
    hint: 'Check whether files were joined, or images run, twice; remove the copies.',
    count,
  }
}

type Columns = Pick<Detections, 'categoryIds' | 'boxes' | 'scores'>

/**
 * Counts rows that are equal to an earlier one; those on no image of the ground truth are left out. One pass, and a hash
 * table of row numbers: a sort would take longer than the evaluation.
 * @param bits only the rows are looked at whose hash has so many leading zeros
 * @returns `rows` looked at, `first` rows that are copies
 */
function findCopies({ categoryIds, boxes, scores }: Columns, images: Int32Array, bits: number) {
  const size = 2 ** (Math.ceil(Math.log2(scores.length + 1)) + 1 - bits)
  const table = new Int32Array(size).fill(-1)
  const mask = size - 1
  const scoreBits = new Uint32Array(scores.buffer, scores.byteOffset, 2 * scores.length)
  const boxBits = new Uint32Array(boxes.buffer, boxes.byteOffset, 2 * boxes.length)
  const isCopy = (row: number, other: number) =>
    scores[row] === scores[other] &&
    images[row] === images[other] &&
    categoryIds[row] === categoryIds[other] &&
    boxes[4 * row] === boxes[4 * other] &&
    boxes[4 * row + 1] === boxes[4 * other + 1] &&
    boxes[4 * row + 2] === boxes[4 * other + 2] &&
    boxes[4 * row + 3] === boxes[4 * other + 3]

  const first: number[] = []
  let rows = 0
  let count = 0
  for (let row = 0; row < scores.length; row++) {
    if (images[row]! < 0) continue
    let hash = Math.imul(
      images[row]! ^ scoreBits[2 * row]! ^ Math.imul(scoreBits[2 * row + 1]!, 0x85eb_ca77),
      0x9e37_79b1,
    )
    if (Math.clz32(hash) < bits) continue
    rows++
    // Image, score, x and width: rows that are equal in all of them are nearly always copies.
    hash = Math.imul(hash ^ (hash >>> 15) ^ boxBits[8 * row]!, 0x85eb_ca77) ^ boxBits[8 * row + 1]!
    hash = Math.imul(hash ^ (hash >>> 13) ^ boxBits[8 * row + 5]!, 0xc2b2_ae3d)
    let slot = (hash ^ (hash >>> 16)) & mask
    for (let probe = 0; probe < mostProbes; probe++) {
      const other = table[slot]!
      if (other < 0) {
        table[slot] = row
        break
      }
      if (isCopy(row, other)) {
        if (count++ < 3) first.push(row)
        break
      }
      slot = (slot + 1) & mask
    }
  }
  return { rows, count, first }
}
