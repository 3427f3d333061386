import type { Unmatched } from '../resolve/resolveDetections.ts'

/**
 * Counts detections by the image or category that the ground truth lacks, in order of appearance.
 * @param ids [N] NaN for those that are in `resolved` already
 * @param positions [N] -1 where there is none of this id
 */
export function countUnmatched(
  ids: Float64Array,
  positions: Int32Array,
  resolved: readonly Unmatched[],
): readonly Unmatched[] {
  const counts = new Map<number, number>()
  for (let row = 0; row < ids.length; row++) {
    if (positions[row]! >= 0) continue
    const id = ids[row]!
    if (!Number.isNaN(id)) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return [...resolved, ...Array.from(counts, ([id, count]) => ({ label: String(id), count }))]
}
