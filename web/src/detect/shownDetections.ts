import type { Run } from './photo.ts'

/** Which detections are shown. */
export type DetectFilter = {
  readonly minScore: number
  /** names; none stands for all */
  readonly categories: readonly string[]
}

/** The detections of a run that a filter lets through, highest score first. */
export const shownDetections = ({ detections }: Run, { minScore, categories }: DetectFilter) =>
  detections.filter(
    ({ score, category }) => score >= minScore && (categories.length === 0 || categories.includes(category.name)),
  )

/**
 * How often each category was found from a score up, by name; those that are chosen are there in any case, so that they
 * can be let go.
 */
export function countCategories(runs: readonly Run[], { minScore, categories }: DetectFilter): [string, number][] {
  const counts = new Map(categories.map(name => [name, 0]))
  for (const { detections } of runs)
    for (const { score, category } of detections)
      if (score >= minScore) counts.set(category.name, (counts.get(category.name) ?? 0) + 1)
  return [...counts].sort(([a], [b]) => a.localeCompare(b))
}
