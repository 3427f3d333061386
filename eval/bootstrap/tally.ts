import type { CategoryMatches } from '../matches.ts'
import type { PackedDraws } from './packedDraws.ts'

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

/**
 * Sums up the counts, each as often as its image.
 * @param sums [4] takes the sum of each data set
 */
export function weigh({ images, counts }: Tally, { weights }: PackedDraws, sums: Int32Array): void {
  let [a, b, c, d] = [0, 0, 0, 0]
  for (let i = 0; i < images.length; i++) {
    const weight = weights[images[i]!]!
    const count = counts[i]!
    a = (a + count * (weight & 0xff)) | 0
    b = (b + count * ((weight >>> 8) & 0xff)) | 0
    c = (c + count * ((weight >>> 16) & 0xff)) | 0
    d = (d + count * (weight >>> 24)) | 0
  }
  sums[0] = a
  sums[1] = b
  sums[2] = c
  sums[3] = d
}
