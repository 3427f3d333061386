import type { CategoryMatches } from '../matches.ts'

/** How much there is of something on each image that has any: [n] each. */
export type Tally = { readonly images: Int32Array; readonly counts: Int32Array }

/** Counts equal images. */
export function tallyOf(images: Iterable<number>): Tally {
  const counts = new Map<number, number>()
  for (const image of images) counts.set(image, (counts.get(image) ?? 0) + 1)
  return { images: Int32Array.from(counts.keys()), counts: Int32Array.from(counts.values()) }
}

/** The right detections up to a cap, added up over thresholds; of the category's first area range. */
export function rightsTally(category: CategoryMatches, thresholds: readonly number[], cap: number): Tally {
  const images: number[] = []
  for (let hit = 0; hit < category.hits.length; hit++) {
    const row = category.hits[hit]!
    if (category.ranks[row]! >= cap) continue
    for (const t of thresholds) if ((category.found[hit]! >>> t) & 1) images.push(category.images[row]!)
  }
  return tallyOf(images)
}

/** The sum of the counts, each as often as its image. */
export function weigh({ images, counts }: Tally, weights: Int32Array): number {
  let sum = 0
  for (let i = 0; i < images.length; i++) sum += counts[i]! * weights[images[i]!]!
  return sum
}
