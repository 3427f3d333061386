/** A detection of a run. */
export type RunBox = {
  readonly id: string
  readonly score: number
  readonly category: { readonly name: string }
  /** pixels of the upright photo */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
}

/** Intersection over union of two boxes; 0 where both are empty. */
export function overlapOf(a: RunBox['box'], b: RunBox['box']): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  if (width <= 0 || height <= 0) return 0
  const both = width * height
  return both / (a.width * a.height + b.width * b.height - both)
}

/**
 * What two runs found of one image, paired: one detection of each at most, of one category, with an IoU of 0.5 or more;
 * those of the left in order of their scores choose first, each the one that overlaps it most.
 */
export function compareRuns(left: readonly RunBox[], right: readonly RunBox[]) {
  const free = new Set(right)
  const onlyLeft: RunBox[] = []
  for (const each of [...left].sort((a, b) => b.score - a.score)) {
    let [best, most]: [RunBox | null, number] = [null, 0.5]
    for (const other of free) {
      if (other.category.name !== each.category.name) continue
      const overlap = overlapOf(each.box, other.box)
      if (overlap >= most && (best === null || overlap > most)) [best, most] = [other, overlap]
    }
    if (best) free.delete(best)
    else onlyLeft.push(each)
  }
  return { both: right.length - free.size, onlyLeft, onlyRight: right.filter(each => free.has(each)) }
}

/** What was found, most first: `2 dog, kite`. */
export function tally(names: readonly string[]): string {
  return [...Map.groupBy(names, name => name)]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([name, all]) => (all.length > 1 ? `${all.length} ${name}` : name))
    .join(', ')
}
