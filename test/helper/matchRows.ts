/** A detection: x1, y1, x2, y2 in pixels. */
export type Row = { box: number[]; score: number; label: number }

/** NaN for two boxes without area. */
function iou(a: readonly number[], b: readonly number[]): number {
  const side = (box: readonly number[], axis: number) => box[axis + 2]! - box[axis]!
  const overlap = (axis: number) => Math.max(0, Math.min(a[axis + 2]!, b[axis + 2]!) - Math.max(a[axis]!, b[axis]!))
  const shared = overlap(0) * overlap(1)
  return shared / (side(a, 0) * side(a, 1) + side(b, 0) * side(b, 1) - shared)
}

/**
 * Pairs rows by label and an IoU above 0.99, each once, in any order: neighbours of nearly equal scores may swap. A box
 * without area has no IoU and so matches none.
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
