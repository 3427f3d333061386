/** A detection: x1, y1, x2, y2 in pixels. */
export type Row = { box: number[]; score: number; label: number }

function iou(a: readonly number[], b: readonly number[]): number {
  const [ax1, ay1, ax2, ay2, bx1, by1, bx2, by2] = [...a, ...b] as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const width = Math.max(0, Math.min(ax2, bx2) - Math.max(ax1, bx1))
  const height = Math.max(0, Math.min(ay2, by2) - Math.max(ay1, by1))
  const shared = width * height
  return shared / ((ax2 - ax1) * (ay2 - ay1) + (bx2 - bx1) * (by2 - by1) - shared)
}

/**
 * Pairs rows by label and an IoU above 0.99, each once, in any order: neighbours of nearly equal scores may swap.
 * @param within largest difference of a corner in pixels, and of a score, that two rows of a pair may have
 */
export function matchRows(found: readonly Row[], expected: readonly Row[], within: { box: number; score: number }) {
  const left = new Set(found)
  const missing: Row[] = []
  for (const row of expected) {
    const same = [...left].find(
      ({ box, score, label }) =>
        label === row.label &&
        iou(box, row.box) > 0.99 &&
        box.every((value, i) => Math.abs(value - row.box[i]!) <= within.box) &&
        Math.abs(score - row.score) <= within.score,
    )
    if (same) left.delete(same)
    else missing.push(row)
  }
  return { matched: expected.length - missing.length, missing, extra: [...left] }
}
