import { positionsOf } from '../positionsOf.ts'
import { bestIou } from './bestIou.ts'
import type { Reading } from './categoryReadings.ts'
import type { Inspection } from './inspect.ts'
import { sampleRows } from './sampleRows.ts'

/** What speaks for another reading of the category ids than the one in use. */
export type Comparison = {
  readonly reading: Reading
  /** detections whose id the reading in use does not know, and the other one does not */
  readonly unknown: number
  readonly otherUnknown: number
  /** the best-scored detections that the two put into different categories: how many were looked at */
  readonly rows: number
  /** mean of their best IoU with an object of their category, in the reading in use and in the other */
  readonly iou: number
  readonly otherIou: number
}

/**
 * Compares two readings; null where the other one cannot be better, as it knows fewer of the detections' categories or
 * differs in none.
 * @param counts of countIds
 */
export function compareReadings(
  inspection: Inspection,
  counts: ReadonlyMap<number, number>,
  inUse: Reading,
  reading: Reading,
): Comparison | null {
  const ids = [...counts.keys()]
  const positions = ids.map(inUse.positionOf)
  const others = ids.map(reading.positionOf)
  const unknown = countUnknown(positions, ids, counts)
  const otherUnknown = countUnknown(others, ids, counts)
  const differs = Uint8Array.from(positions, (position, k) => (position === others[k] ? 0 : 1))
  if (otherUnknown > unknown || !differs.includes(1)) return null
  const involved = new Set([...positions, ...others].filter((_, k) => differs[k % ids.length] === 1))

  const codes = positionsOf(inspection.detections.givenCategoryIds, Float64Array.from(ids))
  const rows = sampleRows(inspection, spread(differs, codes), involved)
  const meanIou = (categories: readonly number[]) => {
    const { images, detections } = inspection
    let sum = 0
    for (const row of rows)
      sum += bestIou(inspection, images.positions[row]!, detections.boxes, 4 * row, categories[codes[row]!]!)
    return rows.length === 0 ? 0 : sum / rows.length
  }
  return { reading, unknown, otherUnknown, rows: rows.length, iou: meanIou(positions), otherIou: meanIou(others) }
}

function countUnknown(positions: readonly number[], ids: readonly number[], counts: ReadonlyMap<number, number>) {
  return ids.reduce((total, id, k) => (positions[k] === -1 ? total + counts.get(id)! : total), 0)
}

function spread(flags: Uint8Array, codes: Int32Array): Uint8Array {
  const rows = new Uint8Array(codes.length)
  for (let row = 0; row < codes.length; row++) rows[row] = flags[codes[row]!]!
  return rows
}
