import { mergeOverlaps } from '../../eval/explain/mergeOverlaps.ts'
import type { Overlaps } from '../../eval/explain/overlaps.ts'
import { positionsOf } from '../../eval/positionsOf.ts'

/** Overlaps of all shards. `rows` are rows of the shard that has the image. */
export type MergedOverlaps = Overlaps & {
  /** [I] ordinal of the shard that has the image */
  readonly shards: Int32Array
}

/** @param shards in their order */
export function mergedOverlaps(shards: readonly Overlaps[]): MergedOverlaps {
  const merged = mergeOverlaps(shards)
  const places = new Int32Array(merged.imageIds.length)
  for (const [ordinal, { imageIds }] of shards.entries())
    for (const image of positionsOf(imageIds, merged.imageIds)) places[image] = ordinal
  return { ...merged, shards: places }
}
