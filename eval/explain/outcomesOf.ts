import type { CategoryMatches } from '../matches.ts'
import type { Settings } from '../settings.ts'

/**
 * What each detection of a category counts as over all areas: [N] each, a bit a threshold. Where neither bit is set, it
 * is wrong.
 */
export type Outcomes = {
  readonly right: Uint32Array
  /** it matches an ignored object, or matches none and lies outside the range 'all' */
  readonly neither: Uint32Array
}

export function outcomesOf({ hits, found, excused, outside }: CategoryMatches, settings: Settings): Outcomes {
  const areas = settings.areaRanges.length
  const all = areaOfAll(settings)
  const everywhere = everyThreshold(settings)
  const right = new Uint32Array(outside.length)
  const neither = new Uint32Array(outside.length)
  for (let row = 0; row < outside.length; row++) if ((outside[row]! >>> all) & 1) neither[row] = everywhere
  for (let hit = 0; hit < hits.length; hit++) {
    const row = hits[hit]!
    right[row] = found[hit * areas + all]!
    neither[row] = (neither[row]! | excused[hit * areas + all]!) & ~right[row]!
  }
  return { right, neither }
}

/** The bits of all thresholds. */
export const everyThreshold = ({ iouThresholds }: Settings) => 2 ** iouThresholds.length - 1

/** [M] positions in `Matches.imageIds` of the objects that count over all areas, ascending. */
export function objectsInside({ objectImages, objectOutside }: CategoryMatches, settings: Settings): Int32Array {
  const all = areaOfAll(settings)
  return objectImages.filter((_, object) => !((objectOutside[object]! >>> all) & 1))
}

const areaOfAll = ({ areaRanges }: Settings) => areaRanges.findIndex(({ name }) => name === 'all')
