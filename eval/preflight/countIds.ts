import type { Inspection } from './inspect.ts'

/** Counts how often each category id occurs, as the detections give them. */
export function countIds({ groundTruth, detections, categories }: Inspection): ReadonlyMap<number, number> {
  const { categoryIds, givenCategoryIds } = detections
  if (givenCategoryIds !== categoryIds) return countAll(givenCategoryIds)
  const known = groundTruth.categories.map(({ id }, position) => [id, categories.counts[position]!] as const)
  const unknown = categories.unmatched.map(({ label, count }) => [Number(label), count] as const)
  return new Map([...known.filter(([, count]) => count > 0), ...unknown])
}

function countAll(ids: Float64Array): Map<number, number> {
  const counts = new Map<number, number>()
  for (let row = 0; row < ids.length; row++) counts.set(ids[row]!, (counts.get(ids[row]!) ?? 0) + 1)
  return counts
}
